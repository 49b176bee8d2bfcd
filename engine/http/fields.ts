/** Turns what zod found wrong into every wrong field by path, in words for the person who sent it. */
import { z } from 'zod';
import { nearest } from '../ports/nearest.ts';
import { formatPath } from './path.ts';
import { type FieldProblem, MAXIMUM_PROBLEMS } from './problems.ts';
import { knownFields, schemaAt } from './schema-at.ts';

type Issue = z.core.$ZodIssue;

/** One entry a field, in the order in which they were found; several faults of one field are joined. */
export function fieldProblems(schema: z.ZodType, value: unknown, issues: readonly Issue[]): FieldProblem[] {
	const found = new Map<string, FieldProblem>();
	for (const problem of issues.slice(0, MAXIMUM_PROBLEMS).flatMap((issue) => problemsOf(schema, value, issue))) {
		const known = found.get(problem.path);
		if (known === undefined) found.set(problem.path, problem);
		else if (!known.message.includes(problem.message)) known.message += `; ${problem.message}`;
	}
	return [...found.values()];
}

function problemsOf(schema: z.ZodType, value: unknown, issue: Issue): FieldProblem[] {
	if (issue.code === 'unrecognized_keys') return unknownFields(schema, value, issue);
	if (issue.code === 'invalid_union' && issue.errors.length === 0) return withoutKind(schema, value, issue.path);
	if (issue.code === 'invalid_union') return insideUnion(schema, value, issue);
	return [{ path: formatPath(issue.path), message: said(issue) }];
}

function unknownFields(schema: z.ZodType, value: unknown, issue: z.core.$ZodIssueUnrecognizedKeys): FieldProblem[] {
	const place = schemaAt(schema, value, issue.path);
	const known = place === undefined ? [] : knownFields(place.schema);
	return issue.keys.slice(0, MAXIMUM_PROBLEMS).map((key) => {
		const meant = nearest(key, known);
		return {
			path: formatPath([...issue.path, key]),
			message: meant ? `unknown field; did you mean "${meant}"?` : 'unknown field',
		};
	});
}

/** Of a union (one, or an array) the person meant one option: the one whose outermost shape fits. */
function insideUnion(schema: z.ZodType, value: unknown, issue: z.core.$ZodIssueInvalidUnion): FieldProblem[] {
	const meant = issue.errors.find(
		(issues) => !issues.some(({ path, code }) => path.length === 0 && code === 'invalid_type'),
	);
	if (meant === undefined)
		return [{ path: formatPath(issue.path), message: 'expected an object, or an array of them' }];
	return meant
		.slice(0, MAXIMUM_PROBLEMS)
		.flatMap((inner) => problemsOf(schema, value, { ...inner, path: [...issue.path, ...inner.path] } as Issue));
}

/**
 * The field that tells the kinds apart is missing or unknown, so zod looked at nothing else. What would be wrong
 * whichever kind was meant is named as well.
 */
function withoutKind(schema: z.ZodType, value: unknown, path: PropertyKey[]): FieldProblem[] {
	const field = String(path.at(-1));
	const above = path.slice(0, -1);
	const place = schemaAt(schema, value, above);
	if (!(place?.schema instanceof z.ZodDiscriminatedUnion)) return [{ path: formatPath(path), message: 'not valid' }];
	const given = place.value as Record<string, unknown>;
	const options = place.schema.options as unknown as z.ZodObject[];
	const kinds = options.flatMap((option) => (option.shape[field] as z.ZodLiteral).def.values.map(String));
	const problem: FieldProblem = {
		path: formatPath(path),
		message: `expected one of ${kinds.join(', ')}`,
		code: 'run-kind-unknown',
	};
	const [first = [], ...others] = kinds.map((kind) => {
		const candidate = { ...given, [field]: kind };
		const issues = (place.schema as z.ZodType).safeParse(candidate).error?.issues ?? [];
		return issues.flatMap((issue) => problemsOf(place.schema, candidate, issue));
	});
	const shared = first.filter(({ path: one }) => others.every((other) => other.some(({ path: same }) => same === one)));
	const prefix = formatPath(above);
	return [problem, ...shared.map((inner) => ({ ...inner, path: joined(prefix, inner.path) }))];
}

function joined(prefix: string, path: string): string {
	return prefix === '' || path.startsWith('[') ? prefix + path : `${prefix}.${path}`;
}

function said(issue: Issue): string {
	if (issue.code === 'invalid_type' && issue.input === undefined && / received undefined$/.test(issue.message))
		return 'is missing';
	return issue.message.replace(/^Invalid input: /, '').replace(/^Invalid /, 'not a valid ');
}
