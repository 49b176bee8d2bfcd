/** Everything that a statement of a model may hold. What is not here is refused: a list of what is bad is never whole. */

/** What stands in a field: a value of its own, one node or several, or a node of that type without its name around it. */
export type Field = 'value' | 'node' | 'nodes' | `=${string}`;

const SORT: Record<string, Field> = { sortClause: 'nodes', limitOffset: 'node', limitCount: 'node' };

/**
 * By type of node of PostgreSQL's own parser (libpg_query, protobuf/pg_query.proto) the fields it may have. Left out on
 * purpose: `intoClause`, `lockingClause`, `recursive`, `catalogname`, parameters, arrays, collations, VALUES, and functions
 * in FROM, of which generate_series alone makes as many rows as one likes.
 */
export const NODES: Readonly<Record<string, Readonly<Record<string, Field>>>> = {
	SelectStmt: {
		...{ targetList: 'nodes', fromClause: 'nodes', whereClause: 'node', groupClause: 'nodes', groupDistinct: 'value' },
		...{ havingClause: 'node', windowClause: 'nodes', distinctClause: 'nodes', limitOption: 'value', op: 'value' },
		...{ all: 'value', larg: '=SelectStmt', rarg: '=SelectStmt', withClause: '=WithClause', ...SORT },
	},
	WithClause: { ctes: 'nodes', location: 'value' },
	CommonTableExpr: {
		...{ ctename: 'value', aliascolnames: 'nodes', ctematerialized: 'value', ctequery: 'node', location: 'value' },
	},
	ResTarget: { name: 'value', val: 'node', location: 'value' },
	ColumnRef: { fields: 'nodes', location: 'value' },
	String: { sval: 'value' },
	A_Star: {},
	RangeVar: {
		...{ schemaname: 'value', relname: 'value', inh: 'value', relpersistence: 'value', alias: '=Alias' },
		location: 'value',
	},
	Alias: { aliasname: 'value', colnames: 'nodes' },
	JoinExpr: {
		...{ jointype: 'value', isNatural: 'value', larg: 'node', rarg: 'node', usingClause: 'nodes', quals: 'node' },
		alias: '=Alias',
	},
	RangeSubselect: { lateral: 'value', subquery: 'node', alias: '=Alias' },
	SubLink: { subLinkType: 'value', testexpr: 'node', operName: 'nodes', subselect: 'node', location: 'value' },
	A_Expr: {
		...{ kind: 'value', name: 'nodes', lexpr: 'node', rexpr: 'node', location: 'value' },
		...{ rexpr_list_start: 'value', rexpr_list_end: 'value' },
	},
	BoolExpr: { boolop: 'value', args: 'nodes', location: 'value' },
	NullTest: { arg: 'node', nulltesttype: 'value', location: 'value' },
	BooleanTest: { arg: 'node', booltesttype: 'value', location: 'value' },
	A_Const: {
		...{ ival: 'value', fval: 'value', sval: 'value', boolval: 'value', isnull: 'value', location: 'value' },
	},
	List: { items: 'nodes' },
	TypeCast: { arg: 'node', typeName: '=TypeName', location: 'value' },
	TypeName: { names: 'nodes', typmods: 'nodes', typemod: 'value', location: 'value' },
	FuncCall: {
		...{ funcname: 'nodes', args: 'nodes', agg_order: 'nodes', agg_filter: 'node', over: '=WindowDef' },
		...{ agg_within_group: 'value', agg_star: 'value', agg_distinct: 'value', funcformat: 'value', location: 'value' },
	},
	WindowDef: {
		...{ name: 'value', refname: 'value', partitionClause: 'nodes', orderClause: 'nodes', frameOptions: 'value' },
		...{ startOffset: 'node', endOffset: 'node', location: 'value' },
	},
	SortBy: { node: 'node', sortby_dir: 'value', sortby_nulls: 'value', location: 'value' },
	CaseExpr: { arg: 'node', args: 'nodes', defresult: 'node', location: 'value' },
	CaseWhen: { expr: 'node', result: 'node', location: 'value' },
	CoalesceExpr: { args: 'nodes', location: 'value' },
	MinMaxExpr: { op: 'value', args: 'nodes', location: 'value' },
	SQLValueFunction: { op: 'value', typmod: 'value', location: 'value' },
};

/** Of `CURRENT_…`: the clock, and not who or where one is. */
export const CLOCKS: ReadonlySet<string> = new Set(['SVFOP_CURRENT_DATE', 'SVFOP_CURRENT_TIMESTAMP']);

/** LIKE is `~~`. No regular expressions: one of a few characters can take hours. */
export const OPERATORS: ReadonlySet<string> = new Set(
	'= <> != < <= > >= + - * / % || ~~ !~~ ~~* !~~* IN BETWEEN'.split(' ').concat('NOT BETWEEN'),
);

/** No function that reads settings, files or catalogs, runs text, sleeps, locks, makes rows, or makes much of little. */
export const FUNCTIONS: ReadonlySet<string> = new Set(
	[
		'count sum avg min max stddev stddev_samp stddev_pop variance percentile_cont percentile_disc mode string_agg',
		'bool_and bool_or every corr regr_slope',
		'row_number rank dense_rank percent_rank ntile lag lead first_value last_value',
		'lower upper initcap length char_length trim btrim ltrim rtrim left right substr substring position strpos',
		'split_part concat starts_with like_escape',
		'abs round ceil ceiling floor trunc sign mod sqrt',
		'now date_trunc date_part extract age timezone to_char to_date make_date',
	]
		.join(' ')
		.split(' '),
);

export const TYPES: ReadonlySet<string> = new Set(
	'text varchar int2 int4 int8 numeric float4 float8 bool date timestamp timestamptz interval'.split(' '),
);

/** Characters. */
export const MOST_CHARACTERS = 4_000;
export const MOST_NODES = 1_500;
export const MOST_DEPTH = 60;
/** Views and subqueries in FROM together: each more multiplies the rows. */
export const MOST_RELATIONS = 12;
