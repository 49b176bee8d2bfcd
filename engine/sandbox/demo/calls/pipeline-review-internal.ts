/** Only people of the company: not a sales call. */
import type { DemoCall } from '../call.ts';

export const pipelineReviewInternal: DemoCall = {
	slug: 'pipeline-review-internal',
	title: 'Pipeline review: Ines and Helena',
	day: 'yesterday',
	at: '16:30',
	rep: 'Ines',
	colleagues: ['Helena'],
	guests: [],
	script: `
Helena: Hi Ines. Which of your deals do you want to start with?
Ines: With Brook and Tanner. It was a rough call this morning.
Helena: What happened?
Ines: There is a ticket from August that nobody closed. I talked over Sam twice, and he told me so.
Helena: It happens. What did you do about the ticket?
Ines: I called support right afterwards. The change will be live tonight.
Helena: Well done. Did you tell Priya?
Ines: Not yet. I will write to her in a minute.
Helena: What is the size of the expansion now?
Ines: With the price for small stores it is about nineteen thousand a year.
Helena: Less than we thought, but more likely. Where is Sorrel?
Ines: Sorrel is the one I am most excited about. They lose ninety thousand a quarter, and there is a budget.
Helena: Is there a deal in HubSpot for it?
Ines: No, I only had the first call last night. I will create it when the gloves test is done.
Helena: Please create it today, even if it is small. Otherwise it is not in my forecast.
Ines: Okay, I will do it today.
Helena: Who decides at Sorrel?
Ines: The plant director. I have not met him yet.
Helena: What is your plan to meet him?
Ines: Nadia has to give him a plan by Christmas. I will offer to present it with her.
Helena: Good plan. What do you need from me?
Ines: Half a day of Ravi for the gloves test.
Helena: You can have him on Thursday. I will tell him.
Ines: Thank you. That was all from my side.
Helena: Then go and write to Priya. See you on Monday.
`,
};
