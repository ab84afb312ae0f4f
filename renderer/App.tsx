import { type Language, messages } from '../shared/messages/messages.ts';

interface AppProps {
  readonly language: Language;
}

export function App({ language }: AppProps) {
  return (
    <main>
      <h1>{messages(language).appName}</h1>
    </main>
  );
}
