/** The answer where nobody could compose one: what was reported, each under its name. */
import type { Report } from './team-run.ts';

export function reportsAsAnswer(reports: readonly Report[]): string {
	return reports
		.filter(({ text }) => text !== '')
		.map(({ member, text }) => `${member}:\n${text}`)
		.join('\n\n');
}
