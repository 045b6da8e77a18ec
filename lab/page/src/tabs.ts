/** The tabs of the page, by the pattern of WAI-ARIA: arrows move between them, Tab leads into the chosen one. */
import { type Choice, TABS, type Tab } from './choice.js';
import { byId, element } from './dom.js';

const NAMES: Readonly<Record<Tab, string>> = {
  curves: 'Curves',
  compare: 'Compare',
  table: 'Table',
  report: 'Report',
};

export function addTabs(choice: Choice, panels: Readonly<Record<Tab, HTMLElement>>): void {
  const tabs = TABS.map((tab) =>
    element(
      'button',
      {
        type: 'button',
        role: 'tab',
        id: `tab-${tab}`,
        'aria-controls': `panel-${tab}`,
        click: () => choice.change({ tab }),
        keydown: (event: KeyboardEvent) => move(event),
      },
      NAMES[tab],
    ),
  );
  const shown = TABS.map((tab) =>
    element(
      'section',
      { role: 'tabpanel', id: `panel-${tab}`, 'aria-labelledby': `tab-${tab}` },
      panels[tab],
    ),
  );
  byId('main').append(
    element('div', { role: 'tablist', 'aria-label': 'Views' }, ...tabs),
    ...shown,
  );

  function move(event: KeyboardEvent): void {
    const at = TABS.indexOf(choice.view.tab);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    const tab = to === undefined ? undefined : TABS.at(to % TABS.length);
    if (tab === undefined) return;
    event.preventDefault();
    choice.change({ tab });
    tabs[TABS.indexOf(tab)]?.focus();
  }

  function update(): void {
    for (const [i, tab] of TABS.entries()) {
      const chosen = tab === choice.view.tab;
      tabs[i]?.setAttribute('aria-selected', String(chosen));
      tabs[i]?.setAttribute('tabindex', chosen ? '0' : '-1');
      (shown[i] as HTMLElement).hidden = !chosen;
    }
  }
  update();
  choice.viewChanged.listen(update);
}
