/** A well-led call: short questions, every question answered, owners and dates at the end. */
import type { DemoCall } from '../call.ts';

export const haldenSecurityReview: DemoCall = {
	slug: 'halden-security-review',
	title: 'Halden Freight: security review',
	day: 'yesterday',
	at: '09:30',
	rep: 'Maya',
	colleagues: ['Ravi'],
	account: 'halden',
	guests: ['Tom', 'Anke'],
	script: `
Maya: Good morning Tom, good morning Anke. Thanks for making the time. I have Ravi with me, who designed our hosting.
Tom: Morning. Anke is the one you need to convince today.
Anke: That sounds harsher than it is. I just need to understand where our data lives and who can touch it.
Maya: That is exactly why Ravi is here. Before we start, what would make this a good half hour for you, Anke?
Anke: If I leave with enough to fill in our supplier form, I am happy. Last time a vendor made us chase them for six weeks.
Maya: Understood. What held it up for six weeks, if I may ask?
Anke: They could not tell us where the backups were stored. And nobody owned the answer on their side.
Maya: Then let us give you one owner. That is me. Which questions on the form worry you most?
Anke: Three of them. Where is the data stored, how do you encrypt it, and what happens when we leave?
Ravi: All customer data is stored in Frankfurt, and the backups are in Dublin. Nothing leaves the European Union. Everything is encrypted at rest with a key for each customer.
Anke: A key for each customer, or one key for all of them?
Ravi: One key for each customer. When you leave, we delete the key, and the backups become unreadable within thirty days.
Anke: That is better than what we have today.
Tom: Can I ask about single sign-on? Our technicians share tablets, and passwords on a shared tablet are a nightmare.
Maya: How many technicians share one tablet at the moment?
Tom: Two per van, sometimes three. So a hundred and forty people on about sixty devices.
Maya: And what happens today when somebody forgets a password on the road?
Tom: They call dispatch, dispatch calls IT, and the van stands still for twenty minutes. Last month that was forty hours in total.
Maya: Forty hours of standing vans. What does an hour cost you, roughly?
Tom: About ninety euros, with the penalty we sometimes pay on top.
Ravi: We support single sign-on with a badge tap. The technician taps the badge, and the last person is logged out.
Tom: A badge tap would be perfect, because they carry the badge anyway.
Anke: Does the badge login also work when the tablet is offline?
Ravi: Yes, it works offline for twelve hours. After that it asks for a connection once.
Anke: Twelve hours covers a shift. Fine by me.
Maya: Anke, what else would your security committee ask?
Anke: They always ask for a penetration test report, not older than a year.
Maya: The last one is from September. I will send you the penetration test report and the security questionnaire by Thursday.
Anke: Thursday works. The committee meets on the following Tuesday, so I need a day to read them.
Ravi: I'll set up a test tenant with badge login by Friday so you can try it yourselves.
Tom: I can send you the list of our tablet models today. Some of them are quite old.
Maya: Please do, that decides how we plan the rollout. Who else has to agree before you can sign?
Tom: After the committee it is only our managing director. She signs anything under a hundred thousand if I bring her the numbers.
Maya: What numbers does she want to see?
Tom: Standing time saved, and what the first year costs in total.
Maya: Then I will put your forty hours and the ninety euros into a one page summary. You can correct it before she sees it.
Tom: That would help me a lot. I am not good at making slides.
Anke: One more thing. We need the data processing agreement in Dutch as well.
Maya: We have it in Dutch. I will attach it to the same mail on Thursday.
Maya: So we have three things. The documents from me by Thursday, the test tenant from Ravi by Friday, and the tablet list from Tom today. Shall we meet again on Wednesday at ten, the day after your committee?
Tom: Wednesday at ten is good.
Anke: Works for me too. I will bring the committee's decision to that meeting.
Maya: Wonderful, then Wednesday at ten it is. Thank you both.
Tom: Thanks Maya. That was quick.
`,
};
