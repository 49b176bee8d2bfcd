/** A good discovery just after midnight in Berlin, morning in Sydney; there is no deal in the CRM yet. */
import type { DemoCall } from '../call.ts';

export const sorrelDiscovery: DemoCall = {
	slug: 'sorrel-discovery',
	title: 'Sorrel Foods: discovery',
	day: 'yesterday',
	at: '00:10',
	rep: 'Ines',
	account: 'sorrel',
	guests: ['Nadia', 'Liam'],
	script: `
Ines: Good morning Nadia, good morning Liam. How is Sydney?
Nadia: Thirty degrees already. You must be up very late.
Ines: I am a night person, so this is my best hour. You wrote that the third plant has lost two shifts this quarter. Could you tell me what happened?
Nadia: A bearing on the bottling line failed on a Saturday. The technician on call did not have the part, and the one who knows that line was on leave.
Ines: How did you find out that he was on leave?
Nadia: By calling him at the beach. That is how we plan, more or less.
Liam: We have a spreadsheet with skills, but it is from two years ago.
Ines: Who keeps it up to date?
Liam: Nobody, officially. I do it when I get angry.
Ines: And what does a lost shift cost you?
Nadia: Between forty and fifty thousand dollars. It depends on what was in the tanks.
Ines: So two shifts are about ninety thousand this quarter. Did that reach the management?
Nadia: It did. The plant director asked me for a plan by the end of the year. That is why we are talking.
Ines: What would the plan have to contain for the director to approve it?
Nadia: He wants to know who can do what, at any hour. And he wants the planned maintenance to happen before things break.
Ines: How much of the planned maintenance happens on time today?
Nadia: I would say sixty percent.
Liam: I measured fifty four in September.
Ines: Fifty four percent. What keeps the rest from happening?
Liam: Breakdowns. Every breakdown eats the time of two planned jobs, so it gets worse by itself.
Ines: That is a loop I have heard about from other food plants. Have you tried anything against it?
Liam: We tried a maintenance module of our accounting system. The technicians hated it, because it needs eleven clicks to close a job.
Ines: What would they accept?
Nadia: Something that works with gloves on. If it does not work with gloves, it will not be used.
Ines: Then let us test exactly that. Do they have phones or tablets in the plant?
Nadia: Tablets, but only one for each line. Phones are not allowed near the open product.
Ines: Good to know. How many technicians are we talking about, over all five plants?
Nadia: Fifty two, plus nine from a contractor.
Ines: Would the contractor's people need access as well?
Nadia: Yes, but they must not see our costs.
Ines: That is possible, there are roles for contractors. Who else would have a say in such a decision?
Nadia: The plant director decides, and IT in Melbourne has to nod. The person there is called Hamish.
Ines: What does Hamish care about?
Liam: That he does not have to run another server. And that it connects to our login.
Ines: Both should be easy. Is there money set aside, or would it have to be found?
Nadia: There is a reliability budget of a hundred and twenty thousand for next year. Nothing is committed yet.
Ines: When does it get committed?
Nadia: In the second week of January. What is not planned by then is gone.
Ines: So we would need a proposal that the director has seen before Christmas. Is that realistic for you?
Nadia: If I get something on paper by the tenth of December, yes.
Ines: I will send you a summary of today with the numbers you gave me by tomorrow. Please correct whatever I got wrong.
Nadia: I'll send you the skills spreadsheet and the list of planned jobs by Friday.
Liam: I can get a few technicians together for a test with gloves.
Ines: That would be fantastic. Could we do it next Thursday at nine in the morning, your time?
Liam: Thursday at nine is the end of the night shift, so that is actually perfect.
Nadia: Yes, let us do that. I will book the training room.
Ines: Then we meet on Thursday at nine, with gloves. Thank you both.
Nadia: Thank you, Ines. Now go and sleep.
`,
};
