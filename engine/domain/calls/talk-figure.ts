/** One figure of a call by its name, for what compares calls: playbooks and trends. */
import type { TalkFigure, TalkStatistics } from '../../contract/call.ts';

/**
 * In the unit of its name: a share from 0 to 1, ms, times a minute, questions an hour, words a minute. Undefined where the
 * transcript cannot tell: without times, for pauses and speaking rates where ends are estimated, for figures of the rep
 * where the rep said nothing, and for the story where no customer did.
 */
export function talkFigure(talk: TalkStatistics, figure: TalkFigure): number | undefined {
	if (talk.times === 'none') return undefined;
	const rep = talk.parties.find((party) => party.rep);
	switch (figure) {
		case 'internalTalkRatio':
		case 'interactivity':
			return talk[figure];
		case 'longestStoryMs':
			return talk.longestStorySpeakerId === undefined ? undefined : talk.longestStoryMs;
		case 'patienceMs':
			return talk.patienceMs;
		case 'repTalkRatio':
		case 'questionRate':
			return rep && talk[figure];
		case 'longestMonologueMs':
			return rep?.longestMonologueMs;
		case 'wordsPerMinute':
			return talk.times === 'measured' ? rep?.wordsPerMinute : undefined;
	}
}
