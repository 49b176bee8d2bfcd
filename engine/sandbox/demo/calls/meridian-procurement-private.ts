/** Marked private in Gong: nobody's coaching has any business with it. */
import type { DemoCall } from '../call.ts';

export const meridianProcurementPrivate: DemoCall = {
	slug: 'meridian-procurement-private',
	title: 'Meridian Elevators: confidential',
	day: 'yesterday',
	at: '16:00',
	rep: 'Maya',
	account: 'meridian',
	guests: ['Claire'],
	isPrivate: true,
	script: `
Maya: Hi Claire, you asked for a word in private. I have marked this one as private on our side.
Claire: Thank you. It is about Marc. He is leaving at the end of the month, and it is not public yet.
Maya: I see. I will keep it to myself.
Claire: It matters to you because his successor starts in February. If we do not sign before that, it all begins again.
Maya: When is his last day at work?
Claire: The twenty seventh. After that he is on leave.
Maya: So the board on the eighteenth is our only date.
Claire: That is what I wanted you to know. Please do not push him, he has a lot on his plate.
Maya: I will not. What would make it easier for him?
Claire: A clean offer without anything to argue about. He wants to leave a tidy desk.
Maya: Then I will keep it to two pages. Is there anything in the draft that he would stumble over?
Claire: The price adjustment clause. Everybody stumbles over it.
Maya: I can cap it at three percent. I have the freedom to do that.
Claire: Then do it, and do not mention that it was my idea.
Maya: Of course. Who prepares the papers for the board?
Claire: My assistant does. She needs them by the twelfth.
Maya: Then you will have them by the tenth. That leaves two days for questions.
Claire: Good. And the reference call should be before that.
Maya: I will ask for a slot next week. Would Tuesday morning be possible?
Claire: Tuesday before ten is possible.
Maya: I'll arrange it for Tuesday at nine.
Claire: Thank you for being so discreet.
Maya: Thank you for trusting me with it. How are you dealing with his leaving?
Claire: I am a bit sad, to be honest. He was fair, even when he was difficult.
Maya: He was. Let us make it a good last project for him.
Claire: Yes. Talk on Thursday, as if I had said nothing.
Maya: As if you had said nothing.
`,
};
