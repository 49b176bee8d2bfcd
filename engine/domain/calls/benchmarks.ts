/** Figures the coaching compares with. The ratios are widely published sales benchmarks; the rest are our choices. */

/** Share of the talk a good sales call gives the rep: 43 to the customer's 57. */
export const IDEAL_TALK_RATIO = 0.43;

/** Above this share of the talk fewer deals are won. */
export const HIGH_TALK_RATIO = 0.65;

/** Below this the rep hardly led the call, so praising the listening would be hollow. */
export const LOW_TALK_RATIO = 0.2;

/** A rep with a smaller share than this only opened the call, or sat in: how it ended is no merit or fault of theirs. */
export const LITTLE_TALK_RATIO = 0.05;

/** A rep who talks longer than this without a pause for the customer has a monologue. */
export const LONG_MONOLOGUE_MS = 150_000;

/** Silence that ends a monologue. */
export const MONOLOGUE_PAUSE_MS = 10_000;

/** A question that was followed by this much from the customer opened the customer up. */
export const LONG_ANSWER_MS = 20_000;
export const LONG_ANSWER_WORDS = 40;

/** How far into the customer's words the rep must start to interrupt … */
export const INTERRUPTION_OVERLAP_MS = 500;
/** … and how soon the customer must have fallen silent. */
export const INTERRUPTION_YIELD_MS = 3_000;
/** A shorter interjection is listening, not interrupting. */
export const INTERRUPTION_WORDS = 4;

/** A talk ratio says little about a call with less speech than this. */
export const SHORT_CALL_MS = 120_000;

/** The last part of a call, in which next steps are agreed: a third, but at least this many sentences. */
export const CLOSING_SHARE = 1 / 3;
export const CLOSING_SENTENCES = 20;

/** With more customers who speak than this a call is an event, at whose end nobody agrees on a day with anybody. */
export const MOST_CUSTOMERS = 8;

/** Open questions of the rep in one call that make a good discovery; top performers ask 11 to 14 in all. */
export const MANY_OPEN_QUESTIONS = 6;

/** Filler words in the words of a rep from which on they are a habit; in fluent speech they are two to four in 100. */
export const FILLER_RATE = 0.06;
/** Fewer words than this show no habit. */
export const FILLER_TALK_WORDS = 300;
