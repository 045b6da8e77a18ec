/** A tab of a browser, as far as a reader's hands go: one interface for Chromium and Firefox. */
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { findChromium, startChromium } from '../../../test/support/chromium.js';

export interface Tab {
  open(url: string): Promise<void>;
  /** Clicks the middle of the first element that a CSS selector names. */
  click(selector: string): Promise<void>;
  /** A key by its name, such as `Enter`, `ArrowDown` or `a`. */
  press(key: string): Promise<void>;
  /** The value of a JavaScript expression in the page. */
  evaluate(expression: string): Promise<unknown>;
  /** The text of an element of the page's only frame. */
  frameText(selector: string): Promise<string>;
  resize(width: number, height: number): Promise<void>;
  close(): Promise<void>;
}

/** Waits until an expression in the page has this value. */
export async function waitFor(tab: Tab, expression: string, value: unknown): Promise<void> {
  await expect
    .poll(() => tab.evaluate(expression), { timeout: 20_000, interval: 50, message: expression })
    .toEqual(value);
}

export class ChromiumTab implements Tab {
  readonly #browser: Browser;
  readonly #page: Page;

  private constructor(browser: Browser, page: Page) {
    this.#browser = browser;
    this.#page = page;
  }

  /** Whether there is one on the PATH. */
  static readonly found = findChromium() !== undefined;

  static async start(): Promise<Tab> {
    const browser = await startChromium(findChromium() as string);
    return new ChromiumTab(browser, await browser.newPage());
  }

  async open(url: string): Promise<void> {
    await this.#page.goto(url);
  }

  click(selector: string): Promise<void> {
    return this.#page.click(selector);
  }

  press(key: string): Promise<void> {
    return this.#page.keyboard.press(key);
  }

  evaluate(expression: string): Promise<unknown> {
    return this.#page.evaluate(expression);
  }

  async frameText(selector: string): Promise<string> {
    return (await this.#page.frames()[1]?.textContent(selector)) ?? '';
  }

  resize(width: number, height: number): Promise<void> {
    return this.#page.setViewportSize({ width, height });
  }

  close(): Promise<void> {
    return this.#browser.close();
  }
}
