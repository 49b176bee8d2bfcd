/** Words that say nothing by themselves, and words that turn or measure what others say: of languages in which people sell. */

export type Language = {
	/** Words that join others. What denies, counts or names is not among them. */
	joining: ReadonlySet<string>;
	/** Those of `turning` that deny. */
	denying: ReadonlySet<string>;
	/** What turns the sense of a sentence, or its size: its forms, each with the one that it counts as. */
	turning: ReadonlyMap<string, string>;
	/** What a sentence must not lose: conditions, doubts, and verbs that undo the next one. Its forms, each with the one that it counts as. */
	qualifying: ReadonlyMap<string, string>;
	/** Endings of inflected words, the longest first. */
	endings?: readonly string[];
};

const words = (text: string): Set<string> => new Set(text.split(' '));

/** `kein/keine/keinen`: forms of one word. */
const forms = (text: string): Map<string, string> =>
	new Map(text.split(' ').flatMap((line) => line.split('/').map((form, _, all) => [form, all[0] ?? form] as const)));

/** Words that deny, words that measure, and words that qualify. */
function turning(
	denying: string,
	measuring: string,
	qualifying: string,
): Pick<Language, 'denying' | 'turning' | 'qualifying'> {
	return {
		denying: new Set(forms(denying).keys()),
		turning: forms(`${denying} ${measuring}`),
		qualifying: forms(qualifying),
	};
}

const ENGLISH: Language = {
	joining: words(
		'a an the this that these those and or but so because since as if when while which who whom whose what where how why ' +
			'to of in on at by for from with about into over after before between through during under up out off than then ' +
			'i you he she it we they me him her us them my your his its our their mine theirs ' +
			'is are was were be been being am do does did done has have had having will would shall should can could might must ' +
			'says said say tells told asks asked wants wanted there here also still just more very s t re ve ll d m',
	),
	...turning(
		'not never no nobody none nothing without neither nor',
		'all every each only always half twice less fewer percent hundred thousand million billion dozen',
		'if/whether unless maybe/perhaps/possibly/probably/might doubt/doubts/doubted hardly/barely/scarcely rarely/seldom almost/nearly unlikely/improbable except refuse/refuses/refused decline/declines/declined fail/fails/failed stop/stops/stopped false/untrue/wrong impossible unable',
	),
};

const GERMAN: Language = {
	joining: words(
		'der die das den dem des ein eine einen einem einer eines dieser diese dieses diesen diesem und oder aber weil da dass ' +
			'daß wenn als ob wie was wer wem wen wo warum wann zu zum zur von vom in im ins an am auf aus bei beim mit nach vor für ' +
			'über unter durch um bis seit zwischen während ich du er sie es wir ihr mich mir dich dir ihn ihm ihnen uns euch sich ' +
			'mein meine sein seine seinen seinem seiner ihre ihren ihrem ihrer unser unsere unseren unserem unserer ' +
			'ist sind war waren bin bist sei wäre wird werden wurde wurden worden hat haben hatte hatten habe hätte kann können ' +
			'konnte könnte muss müssen soll sollen sollte will wollen möchte möchten darf dürfen sagt sagte sagen fragt fragte ' +
			'auch noch schon dann da hier dort so sehr mehr denn doch eben mal ja',
	),
	...turning(
		'nicht kein/keine/keinen/keinem/keiner/keines nie/niemals niemand/niemanden/niemandem nichts ohne weder',
		'alle/alles/allen/allem/aller jeder/jede/jedes/jeden/jedem nur immer halb/halbe/halben/hälfte doppelt weniger prozent hundert tausend million/millionen milliarde/milliarden dutzend',
		'wenn/falls/sofern/ob vielleicht/eventuell/möglicherweise/womöglich/wahrscheinlich bezweifle/bezweifelt/bezweifeln kaum selten fast/beinahe außer weigert/weigern/weigerte falsch unmöglich',
	),
	endings: ['ten', 'en', 'er', 'em', 'es', 'te', 'st', 'e', 'n', 's', 't'],
};

const FRENCH: Language = {
	joining: words(
		'le la les l un une des du de d et ou mais car parce que qu si quand comme qui quoi dont où à au aux en dans sur sous ' +
			'avec pour par chez vers entre depuis pendant avant après je j tu il elle on nous vous ils elles me m te t se s lui ' +
			'leur leurs mon ma mes son sa ses notre nos votre vos ce c cet cette ces ça cela y ne n ' +
			'est sont était étaient être été suis es sommes êtes a ai as avons avez ont avait avaient avoir eu sera seront serait ' +
			'peut peuvent pouvait doit doivent va vont veut veulent dit disent disait demande demandent aussi encore déjà alors ' +
			'ici là très plus donc bien',
	),
	...turning(
		'pas jamais aucun/aucune personne rien sans ni non',
		'tout/tous/toute/toutes chaque seulement toujours moitié double moins pourcent cent/cents mille million/millions milliard/milliards douzaine',
		'si sauf probablement doute/doutons rarement presque refuse/refusent/refusé faux impossible',
	),
	endings: ['ons', 'ent', 'ez', 'es', 'er', 'ée', 'és', 'e', 's', 'x', 'é'],
};

const SPANISH: Language = {
	joining: words(
		'el la los las lo un una unos unas de del y e o u pero porque que si cuando como quien quienes cual donde a al en con ' +
			'por para sobre entre desde hasta durante antes después yo tú él ella nosotros ustedes ellos ellas me te se nos le les ' +
			'mi mis su sus nuestro nuestra nuestros nuestras este esta estos estas ese esa eso esto es son era eran ser sido fue ' +
			'fueron está están estaba estar ha han he hemos había haber será sería puede pueden puedo podemos debe deben va van vamos ' +
			'quiere quieren dice dicen dijo pregunta también aún ya entonces aquí muy más',
	),
	...turning(
		'no nunca/jamás ningún/ninguna/ninguno nadie nada sin ni',
		'todo/toda/todos/todas cada solo/sólo/solamente siempre medio/media/mitad doble menos ciento/cien/cientos mil millón/millones docena',
		'si salvo/excepto quizás/quizá/probablemente dudo/duda/dudamos apenas casi rechaza/rechazan/rechazó falso imposible',
	),
	endings: ['amos', 'emos', 'imos', 'an', 'en', 'as', 'es', 'os', 'ar', 'er', 'ir', 'a', 'e', 'o', 's'],
};

const ITALIAN: Language = {
	joining: words(
		'il lo la l i gli le un uno una di del dello della dei degli delle d e ed o ma perché che se quando come chi cui dove a al ' +
			'allo alla ai agli alle da dal dalla dai in nel nella nei nelle con su sul sulla per tra fra io tu lui lei noi voi loro ' +
			'mi ti si ci vi me te ne mio mia suo sua suoi sue nostro nostra nostri nostre questo questa questi queste quello quella ' +
			'è sono era erano essere stato stata ha hanno ho abbiamo aveva avere sarà sarebbe può possono deve devono va vanno ' +
			'vuole vogliono dice dicono chiede anche ancora già allora qui molto più',
	),
	...turning(
		'non no mai nessun/nessuno/nessuna niente/nulla senza né',
		'tutto/tutta/tutti/tutte ogni solo/soltanto sempre mezzo/mezza/metà doppio meno cento mille/mila milione/milioni miliardo/miliardi dozzina',
		'qualora salvo/tranne forse/probabilmente dubito/dubitiamo raramente quasi rifiuta/rifiutano falso impossibile',
	),
	endings: ['iamo', 'ano', 'ono', 'are', 'ere', 'ire', 'a', 'e', 'i', 'o'],
};

const DUTCH: Language = {
	joining: words(
		'de het een en of maar want omdat dat die dit deze als wanneer hoe wie wat waar waarom te van in op aan bij met naar voor ' +
			'over onder door om uit tot sinds tussen tijdens na ik je jij u hij zij ze we wij jullie hen hun mij me hem haar ons onze ' +
			'mijn jouw uw zijn is ben bent was waren wordt worden werd heeft hebben had heb hadden kan kunnen kon moet moeten zal ' +
			'zullen zou wil willen mag zegt zeggen zei vraagt vroeg ook nog al dan daar hier er zo heel meer',
	),
	...turning(
		'niet geen nooit niemand niets/niks zonder noch',
		'alle/alles/allemaal elk/elke ieder/iedere/iedereen alleen altijd half/halve/helft dubbel minder procent honderd duizend miljoen/miljoenen miljard/miljarden dozijn',
		'indien/mits tenzij misschien/waarschijnlijk/wellicht betwijfel/betwijfelt nauwelijks zelden bijna behalve weigert/weigeren/weigerde onmogelijk',
	),
	endings: ['den', 'ten', 'en', 'de', 'te', 'e', 'n', 's', 't'],
};

const PORTUGUESE: Language = {
	joining: words(
		'o a os as um uma uns umas de do da dos das e ou mas porque que se quando como quem qual onde ao à aos às em no na nos nas ' +
			'com por pelo pela para sobre entre desde até durante antes depois eu tu ele ela nós vocês você eles elas me te lhe lhes ' +
			'meu minha seu sua seus suas nosso nossa nossos nossas este esta isto esse essa isso é são era eram ser sido foi foram ' +
			'está estão estava estar há tem têm temos tinha ter será seria pode podem posso deve devem vai vão vamos quer querem diz ' +
			'dizem disse pergunta também ainda já então aqui muito mais',
	),
	...turning(
		'não nunca/jamais nenhum/nenhuma ninguém nada sem nem',
		'todo/toda/todos/todas/tudo cada só/somente/apenas sempre meio/meia/metade dobro menos cento/cem mil milhão/milhões bilhão/bilhões dúzia',
		'caso exceto talvez/provavelmente duvido/duvidamos raramente quase recusa/recusam falso impossível',
	),
	endings: ['amos', 'emos', 'imos', 'am', 'em', 'as', 'es', 'os', 'ar', 'er', 'ir', 'a', 'e', 'o', 's'],
};

/** Denials of languages whose other words are not known here: left out, the rest says the contrary. */
const DENIALS = words(
	'inte ingen inget aldrig utan ikke ikkje ingenting aldri uden nie nigdy żaden bez ei ne ni nic nikdy nem sem nincs soha nu ' +
		'niciodată değil yok asla не нет ни никогда без ні немає нема δεν μην όχι ποτέ χωρίς לא אין בלי لا لم لن ليس غير ما ' +
		'नहीं मत tidak bukan belum tanpa không chưa hindi',
);

const LANGUAGES: readonly Language[] = [ENGLISH, GERMAN, FRENCH, SPANISH, ITALIAN, DUTCH, PORTUGUESE];

/** The one that has most of the words; English where several have as many. `spoken`: words in small letters. */
export function languageOf(spoken: readonly string[]): Language {
	const counted = LANGUAGES.map((language) => ({
		language,
		count: spoken.filter((word) => language.joining.has(word) || language.turning.has(word)).length,
	}));
	return counted.reduce((best, one) => (one.count > best.count ? one : best)).language;
}

export const isDenial = (word: string, { denying, joining }: Language): boolean =>
	denying.has(word) || (DENIALS.has(word) && !joining.has(word));

/** Whether a word turns the sense of a sentence, and as which it counts. */
export function turningOf(word: string, { joining, turning }: Language): string | undefined {
	return turning.get(word) ?? (DENIALS.has(word) && !joining.has(word) ? word : undefined);
}

export const isEnglish = (language: Language): boolean => language === ENGLISH;
