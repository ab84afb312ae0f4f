/** The way from Mixpanel to this computer: set up step by step, then watched. */
export const connectEn = {
  title: 'Connect Mixpanel',
  lead: 'Four steps, once. Each one checks itself.',
  hookUrl: 'Hook URL',
  copyUrl: 'Copy hook URL',
  secret: 'Whoever knows this address can send to Rollcall. Keep it to yourself.',
  stepDone: 'Done',
  stepNow: 'Now',
  stepLater: 'Later',

  reachTitle: 'Make this computer reachable',
  reachText:
    'Mixpanel calls from the internet. ngrok gives this computer a public address that stays the same; its free plan is enough.',
  way: 'How',
  ways: { ngrok: 'With ngrok', manual: 'With a public address of my own' },
  account: 'Open a free ngrok account',
  tokenPage: 'Copy your authtoken there',
  token: 'Authtoken',
  tokenHint: 'It is sealed by this computer’s keychain and never shown again.',
  tokenHintOpen:
    'It is never shown again. There is no keychain here: it is used until Rollcall ends.',
  tokenThere: 'Rollcall has your authtoken. Enter another one only to replace it.',
  tokenNotKept:
    'This computer offers no keychain to Rollcall: the authtoken is used until Rollcall ends, and asked for again then.',
  ownDomain: 'Use a particular domain',
  domain: 'Domain',
  domainHint: 'From dashboard.ngrok.com > Domains. Left empty: the one of your account.',
  goOnline: 'Go online',
  goingOnline: 'Going online…',
  publicUrl: 'Public address',
  publicUrlHint: (local: string) =>
    `It has to lead to ${local} on this computer, for example through your company’s proxy.`,
  checkAddress: 'Check the address',
  ngrokReads:
    'ngrok can read what passes through it. Leave “Full Capture” under Traffic Inspector in its dashboard switched off, and it keeps none of it.',
  onlineAs: (host: string) => `Online as ${host}`,

  passwordTitle: 'Ask for a password',
  passwordText:
    'The address is a secret already. With a password, knowing the address alone is not enough.',
  passwordSet: 'Set a password…',
  passwordChange: 'Change it…',
  passwordSkip: 'Go on without',
  passwordAsked: (user: string) => `Mixpanel has to sign in as ${user}.`,
  passwordNot: 'Without a password.',

  addressTitle: 'Give Mixpanel the address',
  addressText:
    'In Mixpanel open Data > Destinations > Webhook > Connect, and paste this as the URL. Not the webhook under the gear: that one is for alerts.',
  connection: 'Connector name in Mixpanel',
  connectionHint:
    'Enter the same name there: Rollcall then knows which connection has this address.',
  addressStays: 'Mixpanel can’t change an address later. This one stays the same.',
  addressLocal: 'Do step 1 first: until then the address works on this computer only.',
  addressSignIn: (user: string) => `Enter the user name ${user} and the password there, too.`,

  cohortTitle: 'Add a cohort',
  cohortText:
    'In Mixpanel open Syncs > Add Cohort Sync. Choose the cohort, tick the properties you want as columns, and let it recur to see who joins and leaves.',
  waiting: 'Waiting for the first delivery. Mixpanel can take up to 30 minutes.',

  guideAgain: 'Show the steps again',
  toStatus: 'Back to the connection',

  statusTitle: 'Connection',
  states: {
    off: 'Not public',
    connecting: 'Connecting',
    online: 'Reachable',
    reconnecting: 'Reconnecting',
    failed: 'Not reachable',
    paused: 'Paused',
  },
  details: {
    off: 'Only programs on this computer reach Rollcall.',
    connecting: 'Rollcall is opening the public address.',
    online: 'Mixpanel can reach this computer.',
    reconnecting:
      'Mixpanel can’t reach this computer at the moment. Rollcall tries again by itself.',
    failed: 'Mixpanel can’t reach this computer.',
    paused: 'Mixpanel is told to come back later.',
  },
  since: (when: string) => `Since ${when}.`,
  heard: (when: string) => `Mixpanel last called ${when}.`,
  notHeard: 'Mixpanel has not called yet.',
  proven: (when: string) => `Tried from outside ${when}: a call came through.`,
  doubtState: 'Perhaps not reachable',
  doubtful: 'The last try from outside did not come through.',
  tryNow: 'Try now',
  code: (raw: string) => `Code for support: ${raw}`,

  otherAddressTitle: 'Mixpanel may still send to another address',
  otherAddressUsed: (when: string) => `last used ${when}`,
  otherAddressCopied: (when: string) => `copied ${when}`,
  otherAddressForget: 'No longer in use',
  otherAddressAdvice:
    'An address can’t be changed in Mixpanel. Connect the webhook there once more with the address below, add the cohort syncs to it, and disconnect the old one.',
  forecast: (calls: string, limit: string, days: number | null) => {
    const end =
      days === null ? '' : ` It would be used up after ${days === 1 ? '1 day' : `${days} days`}.`;
    return `At this rhythm about ${calls} requests go through ngrok in a month, Rollcall’s own checks included; its free plan takes ${limit}.${end} Let cohorts sync less often in Mixpanel, or choose a paid ngrok plan.`;
  },

  testTitle: 'Test the connection',
  testText: 'Sends a harmless call out through the public address and back in. It is not recorded.',
  test: 'Test now',
  testing: 'Testing…',
  hops: {
    receiver: 'Rollcall on this computer',
    session: 'Connection to the tunnel',
    door: 'Public address',
    roundTrip: 'There and back',
  },
  outcomes: { ok: 'Works', failed: 'Fails here', skipped: 'Not tried' },
  ms: (n: string) => `${n} ms`,
  testAt: (when: string) => `Tested at ${when}.`,
  testOld: (when: string) =>
    `Tested at ${when}. The connection has changed since: test again to know how it is now.`,
  testGood: 'Everything works, there and back.',

  pauseTitle: 'Pause',
  pauseText: 'While paused, Mixpanel is told to come back later. Nothing is lost.',
  pauseSafe: (until: string) => `Safe until ${until}; after that it sends everyone again.`,
  pause: 'Pause receiving',
  resume: 'Resume',

  cloudTitle: 'While this computer is off',
  cloudWithout:
    'ngrok then answers “not found”, and Mixpanel pauses the sync. If your ngrok plan has cloud endpoints (pay-as-you-go), ngrok can ask Mixpanel to come back later instead.',
  cloudWith: (host: string) =>
    `The cloud endpoint ${host} at ngrok passes calls on to Rollcall. While this computer is off, it asks Mixpanel to come back later.`,
  cloudShow: 'Set it up',
  cloudHide: 'Not now',
  cloudPolicyStep:
    'Save the traffic policy, or copy it. It holds the secret part of the hook URL: keep it to yourself.',
  cloudSwitchStep:
    'Move Rollcall behind the cloud endpoint. From here until the next step is done, Mixpanel finds nobody: choose a moment when no sync is due.',
  cloudCreateStep: (url: string) =>
    `In ngrok’s dashboard open Endpoints > New > Cloud Endpoint. Enter ${url} as its URL, paste the traffic policy, and save it. The address for Mixpanel stays the same.`,
  cloudPage: 'Open ngrok’s dashboard',
  cloudTestStep: 'Then choose Test now, further up.',
  cloudCopy: 'Copy the policy',
  cloudSave: 'Save the policy file',
  cloudSaved: 'The policy file is saved.',
  cloudSwitch: 'Move behind the cloud endpoint',
  cloudSwitched: 'Rollcall now waits behind the cloud endpoint.',
  cloudLeaveText:
    'To do without it, delete the cloud endpoint in ngrok’s dashboard first: only one of the two can have the address.',
  cloudLeave: 'Connect without cloud endpoint',
  cloudLeft: 'Rollcall is connected without cloud endpoint.',

  setUpTitle: 'Setup',
  setUpText: {
    none: 'No public address is set up.',
    ngrok: 'A public address from ngrok.',
    manual: 'A public address of your own.',
  },
  setUpChange: 'Change',
  changeSetUp: 'Change setup',
  setUpOff: 'Disconnect…',
  setUpOffText:
    'Mixpanel then finds nobody at the address, and pauses its syncs. Pause receiving instead if you mean to come back.',
  setUpOffTitle: 'Disconnect from Mixpanel?',
  setUpOffConfirm: 'Disconnect',
  setUpIsOff: 'Disconnected',
  stillThere: (host: string) => `Nothing has changed: ${host} is still the address in use.`,
  checking: 'Rollcall is checking whether the address leads here.',
};

export type ConnectMessages = typeof connectEn;
