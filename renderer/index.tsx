import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { connect } from './connect.ts';
import './styles/tokens.css';
import './styles/base.css';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root element');

const { api, store } = connect();
createRoot(root).render(
  <StrictMode>
    <App api={api} store={store} />
  </StrictMode>,
);
