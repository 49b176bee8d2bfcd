import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import { spoken } from '../testing/spoken.ts';
import { questionDrafts, questionsOf } from './questions.ts';
import { speakersOf } from './speakers.ts';
import { turnsOf } from './turns.ts';

function questions(lines: string): [string, string, boolean][] {
	const { call, transcript } = spoken({ lines });
	return questionsOf(turnsOf(transcript.sentences, speakersOf(call))).map(({ asker, sentence, answered }) => [
		asker.name,
		sentence.text,
		answered,
	]);
}

const PRICE = 'Carl: What would this cost us per user?';
const answeredPrice = (rest: string) => questions(`${PRICE}\n${rest}`)[0]?.[2];

const QUESTIONS = 300;

describe('questionsOf', () => {
	verifies('calls.open-questions');

	it.each([
		'Rita: About forty dollars.',
		'Rita: Yes.',
		'Rita: How many of you are there?\nCarl: Forty.\nRita: Then it is forty dollars each.',
		'Rita: Inaudible.\nCarl: Then I have one more thing to say, and it is about the way in which your people handled the last incident, because nobody here was told about it in time and we had to find out from the news that evening, of all things, you see.',
		'Carl: Thank you very much for your question.\nCarl: The cost is forty dollars.',
		'Rita: Foreign language.\nCarl: I am going to address your question regarding the cost.',
		'Rita: It is a flat fee, so yes, that is in it. Let me show you another story.',
		'Rita: Mm-hmm.\nRita: It is forty dollars.',
	])('answered by: %s', (rest) => {
		expect(answeredPrice(rest)).toBe(true);
	});

	it.each([
		'',
		"Rita: I'd have to check with my manager.",
		"Rita: I don't know, I will get back to you.",
		'Rita: Good point, we will get to pricing at the end. Let me first show you the phone.\nCarl: Okay.',
		'Rita: Let me show you the board. Every row is a person, every block a job.',
		'Carl: And by the way, nobody here knows.',
	])('open after: %s', (rest) => {
		expect(answeredPrice(rest)).toBe(false);
	});

	it.each([
		"Rita: I think there's a list, but I couldn't tell you the number.",
		'Rita: That one is more for our legal team.',
		"Rita: No idea, that'll be our CFO.",
		'Rita: I would rather not say.',
		'Rita: Sorry, one second, my other phone.\nCarl: Sure.\nRita: So the map shows every van.',
		'Mona: Oh, hang on, before that, the doctors. They have no tablets.\nRita: They need none.',
		'Mona: And what happens on a Sunday?\nRita: On a Sunday nobody works.',
		'Rita: It depends, they are all different. Mona, how many vans do you have?\nMona: Nine.\nRita: Nine, good.',
		'Rita: How many are you?\nCarl: Forty.\nRita: Lovely, and where do they sit?\nCarl: In Leeds.',
	])('open after: %s', (rest) => {
		expect(answeredPrice(rest)).toBe(false);
	});

	it.each([
		"Rita: I don't have it here, but it's about forty.",
		'Rita: Sometime in May it was forty, I do not know about today.',
		'Mona: It was forty last year.\nRita: Still is.',
		'Mona: Forty, I think.',
		'Rita: Oh, dozens.',
		'Rita: Sorry, say again?\nCarl: What would this cost us per user?\nRita: Forty.',
	])('answered all the same: %s', (rest) => {
		expect(answeredPrice(rest)).toBe(true);
	});

	it('says who answered, a colleague of the asker as well', () => {
		const answeredBy = (lines: string) => {
			const { call, transcript } = spoken({ lines });
			return questionDrafts(questionsOf(turnsOf(transcript.sentences, speakersOf(call)))).map(
				(draft) => draft.answeredBy,
			);
		};
		expect(answeredBy(`${PRICE}\nRita: About forty dollars.`)).toEqual(['Rita']);
		expect(answeredBy(`${PRICE}\nMona: Forty, they told me.`)).toEqual(['Mona']);
		expect(answeredBy(`${PRICE}\nRita: I'd have to check.`)).toEqual([undefined]);
	});

	it('takes an opening for what follows it', () => {
		const lines = "Carl: What about the price? What does it cost per user?\nRita: I'd have to check with my manager.";
		expect(questions(lines)).toEqual([['Carl', 'What does it cost per user?', false]]);
	});

	it('hears a question that breaks off', () => {
		expect(questions('Carl: How long is the contract, is it yearly, or...\nMona: Oh, hang on, my phone.')).toEqual([
			['Carl', 'How long is the contract, is it yearly, or...', false],
		]);
	});

	it('finds the answer that was left for later', () => {
		const later = 'Rita: We will get to that cost later.\nCarl: Fine.\nRita: So the cost per user is forty.';
		expect(answeredPrice(later)).toBe(true);
	});

	it('asks nothing with tags, sound checks and courtesies', () => {
		const lines = [
			'Rita: Can you hear me?',
			'Carl: How are you?',
			'Rita: We are on time, right?',
			"Rita: The numbers are strong, aren't they?",
			'Carl: Okay?',
			'Carl: That was for the first half, no?',
			'Carl: Do you want us to clarify that or?',
			'Rita: Shall I go on to the next part?',
			'Carl: Could you send me the list?',
			'Carl: Who lives like this?',
		];
		expect(questions(lines.join('\n'))).toEqual([]);
	});

	it('hears the short yes between two sentences of the one who asked', () => {
		const asked = questions(
			'Carl: Does it work without a network?\nRita: Yes.\nCarl: Good, because our cellar has none.',
		);
		expect(asked).toEqual([['Carl', 'Does it work without a network?', true]]);
	});

	it('looks at the words of a turn once, however many questions stand in it', () => {
		const lines = `Carl: ${'Which color does your dashboard use for the widgets? '.repeat(QUESTIONS)}\nDora: Also, the weather is bad. And we eat lunch.\nCarl: Okay.`;
		const { call, transcript } = spoken({ lines });
		let read = 0;
		const sentences = transcript.sentences.map(({ text, ...rest }) => ({
			...rest,
			get text() {
				read += 1;
				return text;
			},
		}));
		questionsOf(turnsOf(sentences, speakersOf(call)));
		expect(read / QUESTIONS).toBeLessThan(60);
	});

	it('says who asked, customer or not', () => {
		const asked = questions('Rita: What do you use today?\nCarl: Paper and pens.\nCarl: Do you support tablets?');
		expect(asked).toEqual([
			['Rita', 'What do you use today?', true],
			['Carl', 'Do you support tablets?', false],
		]);
	});
});
