/** Words that more than one part of the analysis knows; those of one part stand in words/. English. */

/** Said while somebody else goes on talking: listening, not a turn of one's own. */
export const BACK_CHANNELS = new Set(
	(
		'yeah yes yep yup ya ok okay right sure mm mhm hmm mm-hm mm-hmm mmhmm uh-huh uh huh um ah oh aha great good cool nice ' +
		'exactly totally absolutely true wow interesting perfect gotcha understood indeed really got it i see makes sense ' +
		'of course thanks thank you'
	).split(' '),
);

/** Words too common to tell one subject from another. */
export const EVERYDAY_WORDS = (
	'that this with have what when where which would could should there their they them then than from your yours about ' +
	'like just will been were does doing also some more most much many very really into over only even because here ' +
	'know think want need going come make made take look looking right okay well yeah sure good great thing things kind ' +
	'sort little actually basically question everything something anything show tell next slide sorry must please thank ' +
	'thanks maybe guess mean says said told again back still somebody someone anybody whole another both years year'
).split(' ');
