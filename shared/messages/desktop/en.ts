/** What the tray, the menus, the dialogs and the notifications of the desktop app say. */
export const desktopEn = {
  state: {
    noSync: 'Waiting for the first sync.',
    ready: 'Ready.',
    lastSync: (time: string) => `Last sync ${time}.`,
    lastSyncNext: (times: { readonly since: string; readonly next: string }) =>
      `Last sync ${times.since}. Next around ${times.next}.`,
    notConnected: 'Not connected. Mixpanel can’t reach this computer.',
    urlAlert: 'Mixpanel is using an old address. Open Rollcall to fix it.',
    setAside: 'Some data couldn’t be read. Open Settings.',
    historyGap: 'Some received data was lost. Open Rollcall.',
    syncing: 'Receiving a sync.',
    syncingPages: (pages: { readonly received: number; readonly total: number }) =>
      `Receiving a sync: part ${pages.received} of ${pages.total}.`,
    trouble: 'Rollcall can’t save data. Open it to fix this.',
    paused: 'Paused. Mixpanel will retry.',
    connecting: 'Not reachable yet. Rollcall is opening the public address.',
    reconnecting: 'Not reachable. Rollcall tries again by itself.',
    notReachable: 'Mixpanel can’t reach this computer. Open Rollcall to fix it.',
    doubtful: 'May not be reachable: the last check failed.',
  },
  toolTip: {
    receiving: 'Ready.',
    members: (members: string, cohorts: number) =>
      `${members} ${members === '1' ? 'member' : 'members'} in ${cohorts === 1 ? '1 cohort' : `${cohorts} cohorts`}.`,
    nextInMinutes: (minutes: number) =>
      `Next sync in about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
    nextDue: 'The next sync is due.',
    nextAt: (time: string) => `Next sync around ${time}.`,
  },
  tray: {
    copyUrl: 'Copy hook URL',
    connect: 'Connect Mixpanel…',
    pause: 'Pause receiving',
    resume: 'Resume receiving',
    noCohorts: 'No cohort yet',
    cohort: (line: { readonly name: string; readonly size: string; readonly change: string }) =>
      `${line.name}: ${line.size}${line.change === '' ? '' : ` (${line.change})`}`,
    openCohort: 'Open',
    exportCohort: 'Export…',
    open: 'Open Rollcall',
    settings: 'Settings…',
    keepRunning: 'Keep receiving when the window is closed',
    openAtLogin: 'Open at login',
    updateWaiting: (version: string) => `Version ${version} comes with the next start`,
    quit: 'Quit Rollcall',
  },
  menu: {
    file: 'File',
    edit: 'Edit',
    view: 'View',
    window: 'Window',
    help: 'Help',
    about: 'About Rollcall',
    services: 'Services',
    hide: 'Hide Rollcall',
    hideOthers: 'Hide others',
    showAll: 'Show all',
    quit: 'Quit Rollcall',
    close: 'Close window',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    actualSize: 'Actual size',
    fullScreen: 'Full screen',
    minimize: 'Minimise',
    zoom: 'Zoom',
    bringToFront: 'Bring all to front',
    mixpanelHelp: 'Mixpanel on cohort syncs',
  },
  save: {
    title: 'Export the cohort',
    button: 'Export',
    csv: 'Comma-separated values',
  },
  policy: { title: 'Save the ngrok policy', button: 'Save', files: 'ngrok traffic policy' },
  backup: {
    saveTitle: 'Save a backup',
    saveButton: 'Save',
    openTitle: 'Restore from a backup',
    openButton: 'Look inside',
    files: 'Rollcall backup',
  },
  firstSync: {
    title: (cohort: string) => `${cohort} is here`,
    body: (members: string) =>
      `The first sync is complete: ${members} ${members === '1' ? 'member' : 'members'}.`,
  },
  turnedAway: {
    body: 'Mixpanel has probably paused the sync. Click to see what to do.',
    otherAddress: 'Messages came to another webhook URL',
    otherAddressBody: 'A connection in Mixpanel may still have an old address.',
  },
  silence: {
    title: (cohort: string) => `${cohort} has fallen silent`,
    tunnel: (since: string) =>
      `Nothing since ${since}: the tunnel was down. Mixpanel may have paused the sync.`,
    away: (since: string) =>
      `Nothing since ${since}: this computer was away. Mixpanel may have paused the sync.`,
    'turned-away': (since: string) =>
      `Nothing since ${since}: a sync was rejected here, and Mixpanel has probably paused it.`,
    stopped: (since: string) =>
      `Nothing since ${since}, though all is well here. Mixpanel has probably paused the sync.`,
  },
  changes: {
    ofOne: (cohort: string) => `${cohort} changed`,
    ofSeveral: (cohorts: string) => `${cohorts} cohorts changed`,
    joined: (people: string) => `${people} joined`,
    left: (people: string) => `${people} left`,
    both: (joined: string, left: string) => `${joined}, ${left}`,
    most: (counts: string, cohort: string) => `${counts}. Most in ${cohort}.`,
  },
  closeHint: {
    message: 'Rollcall goes on receiving',
    detail:
      'The window is closed, but syncs still arrive. The icon in the tray, or starting Rollcall again, brings the window back. To stop receiving, choose Quit Rollcall.',
    openAtLogin: 'Open Rollcall when I log in',
    ok: 'OK',
  },
  passwordLost:
    'The keychain no longer opens the password Rollcall kept. Until you set it again, Mixpanel is refused.',
  quitting: {
    message: 'A sync is still arriving',
    detail:
      'What has arrived is kept and applied at the next start. Pages that Mixpanel sends while Rollcall is closed are missed, and the cohort stays incomplete until they are sent again.',
    expected: (minutes: number) =>
      `Mixpanel calls in about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`,
    expectedDetail: 'If nobody answers, it may pause the sync.',
    wait: 'Quit when it is done',
    now: 'Quit now',
    stay: 'Keep running',
  },
  pageGone: {
    message: 'The window keeps breaking down',
    detail: 'Rollcall goes on receiving, and nothing is lost. Only the window can’t be shown.',
    again: 'Try again',
    close: 'Close the window',
  },
  browserMode:
    "Electron's runtime is not installed (npx install-electron brings it), so Rollcall opens in your browser.",
  startFailed: 'Rollcall could not start',
} as const;
