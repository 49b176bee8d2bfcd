/** Words of everyday talk that no topic is called by. English; "need" stands for "needs", "needed" and "needing", too. */
import { stem } from '../../search/stem.ts';

const EVERYDAY =
	'able absolutely actually again ago almost already alright also although always among announce another answer ' +
	'anybody anyone anything anytime anyway anyways april area around ask aspect august away back bad basically ' +
	'because become began begin begun believe best better big billion bit bring broke brought built bye call came ' +
	'case cause certain certainly change clear clearly close color come complete completely consider continue cool ' +
	'correct could couple course crosstalk cut day days december decide decrease definitely depend different ' +
	'difficult discuss dollar done drove dunno easy eight eighteen eighty either else end enough especially even ' +
	'event ever every everybody everyone everything exactly example expect explain fact far february feel felt few ' +
	'fifteen fifty figure final finally find fine first five folks follow foreign forty forward found four fourteen ' +
	'friday full further gave general gentleman gentlemen give given glad gone gonna good got gotta gotten great ' +
	'group guess guy guys half happen happy hard head hear held hello help here hers hi high hit hold honest ' +
	'honorable hope hour however hundred idea important inaudible include increase instead interest interested ' +
	'interesting issue item january job july june just keep kept key kind kinda knew know known ladies lady language ' +
	'large last later least leave left less let letter level like line list listen little long look lost lot lots low ' +
	'made main major make making man march matter maybe mean means meant meeting member mention might million mind ' +
	'mine minute miss mister moment moments monday month months morning mostly move must name near necessary need ' +
	'never new next nice nine nineteen ninety nobody nope normal normally not note nothing november now number ' +
	'obvious obviously october often okay old onto onwards open opportunity option order original ought ours part ' +
	'particular particularly past pause pay people per percent perfect perhaps person piece place please plus point ' +
	'position possibility possible possibly present pretty previous probably problem prove provide put question quick ' +
	'quickly quite ran rather read ready real really reason recent regard relate remain remains remark remember rest ' +
	'result right run said same sat saturday saw say second see seem seems send sense sent separate september set ' +
	'seven seventeen seventy several shall share short should show showed shown side similar simple simply since sir ' +
	'six sixteen sixty slide slightly small somebody someone something sometimes somewhat somewhere soon sorry sort ' +
	'speak speaker specific specifically spend spoke spoken stand start state stay step still stood stop straight ' +
	'strong stuff such suggest sunday super supposed sure take taken talk tell ten term terms thank that the theirs ' +
	'then therefore these thing think third thirteen thirty though thought thousand three through throw thursday time ' +
	'today together told tomorrow tonight took top total totally towards track trillion trouble true trust try ' +
	'tuesday turn twelve twenty twice two type uh um understand understood unfortunately unless until upon use usual ' +
	'usually version view visit wait walk wanna want way wednesday week well went whatever whenever whereas wherever ' +
	'whether while whoever whole wish within without won wonder wonderful word work worry worse worth would write ' +
	'written wrong wrote yeah year yes yesterday yet';

/** By their stems. */
export const NO_NAMES: ReadonlySet<string> = new Set(EVERYDAY.split(' ').map(stem));
