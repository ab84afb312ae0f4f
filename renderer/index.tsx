import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { languageOf, messages } from '../shared/messages/messages.ts';
import { App } from './App.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root element');

const language = languageOf(navigator.language);
document.documentElement.lang = language;
document.title = messages(language).appName;

createRoot(root).render(
  <StrictMode>
    <App language={language} />
  </StrictMode>,
);
