/**
 * Loaded before the app, on Electron and on the stand-in alike: remembers what the app shows outside its window, and
 * answers its dialogs in the person's place. Uses nothing but Electron's own interface.
 */
const { basename } = require('node:path');
const { isMainThread } = require('node:worker_threads');

// Threads inherit the flags of the process.
if (isMainThread) watch(require('electron'));

function watch({ dialog, Notification, shell, Tray }) {
  /** @type {import('./seen.ts').Seen} */
  const seen = {
    trays: [],
    toolTips: [],
    images: [],
    notifications: [],
    boxes: [],
    errors: [],
    saves: [],
    links: [],
    folders: [],
    answers: { files: [], buttons: [] },
  };
  globalThis.seen = seen;

  const { setContextMenu, setImage, setToolTip } = Tray.prototype;
  Tray.prototype.setContextMenu = function (menu) {
    if (!seen.trays.some(({ tray }) => tray === this)) seen.trays.push({ tray: this, menu });
    for (const shown of seen.trays) if (shown.tray === this) shown.menu = menu;
    return setContextMenu.call(this, menu);
  };
  Tray.prototype.setImage = function (image) {
    seen.images.push(basename(image));
    return setImage.call(this, image);
  };
  Tray.prototype.setToolTip = function (toolTip) {
    seen.toolTips.push(toolTip);
    return setToolTip.call(this, toolTip);
  };

  const { show } = Notification.prototype;
  Notification.prototype.show = function () {
    seen.notifications.push(this);
    return show.call(this);
  };

  /** The dialogs' last argument is what they show; the first may be a window. */
  dialog.showMessageBox = async (...args) => {
    const options = args.at(-1);
    seen.boxes.push(options);
    const label = await next(seen.answers.buttons);
    const response = options.buttons.indexOf(label);
    if (response < 0) throw new Error(`There is no button ${label} among ${options.buttons}`);
    return { response, checkboxChecked: false };
  };
  dialog.showSaveDialog = async (...args) => {
    seen.saves.push(args.at(-1));
    const filePath = await next(seen.answers.files);
    return { canceled: filePath === '', filePath };
  };
  dialog.showErrorBox = (title, content) => void seen.errors.push({ title, content });
  shell.openExternal = async (url) => void seen.links.push(url);
  shell.showItemInFolder = (path) => void seen.folders.push(path);
}

/** A person takes a while: the answer may be given after the question. */
async function next(answers) {
  while (answers.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  return answers.shift();
}
