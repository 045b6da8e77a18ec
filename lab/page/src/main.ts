/** The page of `serve`: a list of runs beside the curves, figures, tables and reports of those that are chosen. */
import { STYLE } from '../../src/plot/palette.js';
import { Choice } from './choice.js';
import { CompareView } from './compare-view.js';
import { CurvesView } from './curves-view.js';
import { byId, element } from './dom.js';
import { Entries } from './entries.js';
import { ReportView } from './report-view.js';
import { RunList } from './run-list.js';
import { TableView } from './table-view.js';
import { addTabs } from './tabs.js';

document.head.append(element('style', {}, STYLE));

const choice = new Choice(location.hash);
const entries = new Entries();
const list = new RunList(entries, choice);
addTabs(choice, {
  curves: new CurvesView(entries, choice).element,
  compare: new CompareView(entries, choice).element,
  table: new TableView(entries, choice).element,
  report: new ReportView(entries, choice).element,
});

const keepAddress = () => history.replaceState(null, '', choice.address);
choice.runsChanged.listen(keepAddress);
choice.viewChanged.listen(keepAddress);

let connected = false;
entries.connected.listen((now) => {
  connected = now;
  showStatus();
});
entries.changed.listen(showStatus);

/** Without a choice in the address, the run that changed last is shown. */
let first = choice.runs.length === 0 && location.hash === '';
entries.changed.listen(() => {
  const [newest] = entries.runs.sort((a, b) => b.changed - a.changed);
  if (!first || newest === undefined) return;
  first = false;
  choice.toggle(newest.path);
});
list.draw();
showStatus();
entries.connect();

function showStatus(): void {
  byId('folder').textContent = entries.folder;
  const { runs } = entries;
  const running = runs.filter(({ state }) => state === 'running').length;
  const counts = `${runs.length} ${runs.length === 1 ? 'run' : 'runs'}, ${running} running`;
  const status = byId('status');
  const text = connected ? counts : 'The server does not answer; trying again.';
  status.classList.toggle('lost', !connected && entries.folder !== '');
  if (status.textContent !== text)
    status.textContent = connected || entries.folder !== '' ? text : '';
}
