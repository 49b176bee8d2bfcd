/** Two people who keep talking over each other; still, the next step is agreed. */
import type { DemoCall } from '../call.ts';

export const brookExpansion: DemoCall = {
	slug: 'brook-expansion',
	title: 'Brook & Tanner: expansion to the northern stores',
	day: 'yesterday',
	at: '10:15',
	rep: 'Ines',
	account: 'brook',
	guests: ['Sam', 'Priya'],
	script: `
Ines: Hi Sam, hi Priya. Thanks for joining. I heard that the northern stores are next on your list.
Sam: They are on the list, but I want to say up front that not everybody is convinced.
^Ines: Of course, but the numbers from the south are really strong, aren't they?
Sam: As I was saying, not everybody is convinced. The store managers in the south say that they spend more time in the app than before.
^Ines: That is usually just the first few weeks, and then it
Sam: It has been seven months, Ines.
Ines: Okay. That is fair. What are they doing in the app for so long?
Priya: Photos. They have to take four photos for every repair order, and the upload is slow in the stores.
^Ines: We can reduce the number of photos, that is a setting.
Priya: I know that it is a setting. We asked support in August, and the ticket is still open.
Ines: The ticket from August is still open?
Priya: Yes. Number four two one seven.
Ines: I am sorry about that. I will call support right after this and tell you by tonight what is going on.
Sam: Thank you. That would be a start.
Ines: Apart from the photos, what else makes people doubt?
Sam: The cost. The northern stores are smaller, and they have three repairs a week, not twenty.
Ines: So the price per store does not fit a small store.
Sam: Exactly. If I pay the same for a small store, the calculation never works.
^Ines: We have a price for small stores since the summer, it is about half.
Sam: About half of what?
Ines: About half of the price you pay in the south. I can put it into an offer for you.
Sam: Half would change the picture. Does it have the same features?
Ines: It has everything but the planning board, which a small store does not need.
Priya: We do need the board for the two large stores in Leeds and York.
Ines: Then those two get the full version. How many stores are left?
Sam: Twenty six small ones, and the two large ones.
Ines: Who would run the introduction on your side?
Priya: I would. But I have only two days a week for it until the end of January.
^Ines: Two days should be
Priya: Please let me finish. Two days a week, and the holiday season in between. So nothing will happen before the middle of January.
Ines: You are right, sorry. What would you like to have done by the end of January?
Priya: Five stores live, with people who do not curse me.
Ines: Five stores by the end of January. And what would those people have to say for Sam to go on with the rest?
Sam: That a repair order takes them less than two minutes. Today it takes five.
Ines: Two minutes instead of five. That is a goal I like, because we can measure it.
Sam: Can you measure it now, for the south?
Ines: Yes, we can. I'll send you the times for each southern store by Friday.
Sam: Do that. I would like to see whether it is four photos or the people.
Priya: And is there a way to have the managers' training in the evening? They cannot leave the shop floor.
Ines: We do evening trainings on Tuesdays and Thursdays, at six.
Priya: Good. Six is good.
Ines: Then I will send you the offer for twenty six small stores and two large ones by Monday. Shall we go through it on Tuesday at half past nine?
Sam: Tuesday at half past nine works, if the ticket is solved by then.
Ines: It will be the first thing I do now. Thank you both for being so frank.
Priya: Thanks, Ines. Talk on Tuesday.
`,
};
