/** Faults that tests plant: each is taken by the next requests of its service (and operation). */
import { isObject } from './exchange.ts';
import type { ServiceName } from './requests.ts';

export const FAULT_KINDS = [
	/** Answers `status` (default 500) with `body`; nothing is written. */
	'status',
	/** The socket is destroyed before anything is written. */
	'cut',
	/** The write lands, its answer is lost. */
	'cut-after-write',
	/** The socket is cut now; the write lands `delayMs` later. */
	'late-write',
	/** The request waits before its write until released; it lands then, even if the client is gone. */
	'hold',
	/** Answers 200 with `body` as it is; nothing is written. */
	'body',
	/** The real answer, cut in half: well-formed HTTP around broken JSON. */
	'half-body',
	/** Waits `delayMs` before the request is handled. */
	'delay',
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

export interface Fault {
	id: number;
	service: ServiceName;
	operation?: string;
	kind: FaultKind;
	/** How many more requests it hits. */
	times: number;
	/** How many matching requests pass unharmed first. */
	skip: number;
	status: number;
	retryAfterSeconds?: number;
	delayMs: number;
	body?: string;
}

const SERVICES: readonly string[] = ['gong', 'slack', 'hubspot'];

const FIELDS = [
	'service',
	'operation',
	'kind',
	'times',
	'skip',
	'status',
	'retryAfterSeconds',
	'delayMs',
	'body',
] as const;

/** Reads a fault from a control request; throws an Error that names what is wrong. */
export function readFault(input: unknown): Omit<Fault, 'id'> {
	if (!isObject(input)) throw new Error('a fault is a JSON object');
	const unknown = Object.keys(input).filter((key) => !(FIELDS as readonly string[]).includes(key));
	if (unknown.length > 0) throw new Error(`unknown field ${unknown.join(', ')}; a fault has ${FIELDS.join(', ')}`);
	if (!SERVICES.includes(String(input.service))) throw new Error(`service is one of ${SERVICES.join(', ')}`);
	if (!(FAULT_KINDS as readonly unknown[]).includes(input.kind)) {
		throw new Error(`kind is one of ${FAULT_KINDS.join(', ')}`);
	}
	const number = (key: 'times' | 'skip' | 'status' | 'retryAfterSeconds' | 'delayMs', fallback: number) => {
		const value = input[key] ?? fallback;
		if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) throw new Error(`${key} is a number >= 0`);
		return value;
	};
	return {
		service: input.service as ServiceName,
		operation: typeof input.operation === 'string' ? input.operation : undefined,
		kind: input.kind as FaultKind,
		times: number('times', 1),
		skip: number('skip', 0),
		status: number('status', 500),
		retryAfterSeconds: input.retryAfterSeconds === undefined ? undefined : number('retryAfterSeconds', 0),
		delayMs: number('delayMs', 0),
		body: input.body === undefined || typeof input.body === 'string' ? input.body : JSON.stringify(input.body),
	};
}

export interface Faults {
	add(fault: Omit<Fault, 'id'>): number;
	/** The fault that hits this request, if any; counts it. */
	take(service: ServiceName, operation: string): Fault | undefined;
	/** Resolves true when released, false when abandoned (a reset or the end of the process). */
	held(): Promise<boolean>;
	/** Lets every held request go on; answers how many. */
	release(): number;
	/** Forgets the planted faults; held requests stay held. */
	clear(): void;
	/** Runs `write` after `delayMs`, unless abandoned before. */
	later(delayMs: number, write: () => void): void;
	/** Drops held requests and late writes: none of them lands any more. */
	abandon(): void;
}

export function createFaults(): Faults {
	let faults: Fault[] = [];
	let lastId = 0;
	let waiting: ((released: boolean) => void)[] = [];
	const timers = new Set<NodeJS.Timeout>();

	function settle(released: boolean): number {
		const settled = waiting;
		waiting = [];
		for (const resolve of settled) resolve(released);
		return settled.length;
	}

	return {
		add(fault) {
			lastId += 1;
			faults.push({ id: lastId, ...fault });
			return lastId;
		},
		take(service, operation) {
			for (const fault of faults) {
				const hits = fault.service === service && (fault.operation === undefined || fault.operation === operation);
				if (!hits || fault.times === 0) continue;
				if (fault.skip > 0) {
					fault.skip -= 1;
					continue;
				}
				fault.times -= 1;
				return fault;
			}
			return undefined;
		},
		held: () => new Promise((resolve) => waiting.push(resolve)),
		release: () => settle(true),
		clear() {
			faults = [];
		},
		later(delayMs, write) {
			const timer = setTimeout(() => {
				timers.delete(timer);
				write();
			}, delayMs);
			timers.add(timer);
		},
		abandon() {
			settle(false);
			for (const timer of timers) clearTimeout(timer);
			timers.clear();
		},
	};
}
