/** A message or a note that a model is to write. */
import type { Message } from '../../../ports/model.ts';
import type { Fault } from './fault.ts';
import type { NamedSchema } from './schema.ts';

export type Piece<Answer extends object = object> = {
	/** Unique among the pieces of a run. */
	name: string;
	messages: Message[];
	schema: NamedSchema;
	maxOutputTokens: number;
	/** Throws where the answer is not of the schema. */
	read(data: unknown): Answer;
	faults(answer: Answer): Fault[];
	/** What of an answer with faults may stand all the same, and how many texts were left out; undefined: none of it. */
	rest(answer: Answer, faults: readonly Fault[]): { answer: Answer; dropped: number } | undefined;
	/** The calls that it rests on, each with its part of an answer: with the call that part is erased. */
	parts: { callId: string; of(answer: Answer): object }[];
	/** Puts the words where they belong. */
	apply(answer: Answer): void;
};
