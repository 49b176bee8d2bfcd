/** Where the Halden story began: a patient discovery. */
import type { DemoCall } from '../call.ts';

export const haldenDiscovery: DemoCall = {
	slug: 'halden-discovery',
	title: 'Halden Freight: rollout to all depots',
	day: 'earlier',
	at: '10:00',
	rep: 'Maya',
	account: 'halden',
	guests: ['Tom'],
	script: `
Maya: Hi Tom. The pilot depot seems to be going well. What brings you to the other depots already?
Tom: My director asked why only one depot gets to have a good morning.
Maya: That is a nice question to be asked. How many depots are there?
Tom: Seven, with a hundred and forty technicians altogether.
Maya: Are they all alike, or would you start with a certain one?
Tom: Antwerp and Venlo are like Rotterdam. The others are smaller, and two of them belong to a partner.
Maya: What does belonging to a partner mean for the planning?
Tom: They have their own dispatchers, and we only see the result. That is a sore point.
Maya: What would you like to see there?
Tom: Whether a van has left. Nothing more than that.
Maya: That can be done without showing them anything of yours. Who would have to agree at the partner?
Tom: Their owner. He is careful, but he is reasonable.
Maya: Would it help if I met him together with you?
Tom: Maybe later. First I need our own security people to agree, and that is Anke.
Maya: What does Anke usually look at?
Tom: At everything. She once stopped a coffee machine because it had a network port.
Maya: Then I will bring Ravi, who can answer everything. When could she spare half an hour?
Tom: Next week, I guess. I can ask her today.
Maya: Please do. What is the date you have in mind for going live?
Tom: The first of February, for Antwerp and Venlo.
Maya: If we count back from there, we would need a signature before Christmas. Is that realistic?
Tom: If Anke agrees, yes. The budget is in next year's plan already.
Maya: How much did you plan for it?
Tom: A hundred thousand. My director does not like surprises, so please stay below that.
Maya: I will send you an offer for seven depots by Friday, and it will be below that. What should be in it besides the price?
Tom: The order of the depots, and who does what. I do not want to make a project plan myself.
Maya: I'll add a plan with names and weeks. Shall we meet with Anke and Ravi next week, as soon as she has a slot?
Tom: Yes. I will send you two dates by tomorrow.
Maya: Wonderful. Thank you, Tom.
Tom: Thanks, Maya.
`,
};
