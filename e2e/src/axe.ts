import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/**
 * What axe finds serious or critical on the page as it is now, one line each; empty is good.
 * @param rules all by default; only what a change of colours can break, for instance `['color-contrast']`
 */
export async function seriousFindings(page: Page, rules?: string[]): Promise<string[]> {
  // The other mode opens a page of its own for each look, and there are no frames here.
  const axe = new AxeBuilder({ page }).setLegacyMode(true)
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary = '' }) => `${id}: ${target.join(' ')} (${failureSummary.split('\n')[1]?.trim() ?? ''})`),
    )
}
