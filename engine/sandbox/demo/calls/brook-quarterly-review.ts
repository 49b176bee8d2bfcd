/** An unhappy customer: vague promises without dates, questions passed over, no next step. */
import type { DemoCall } from '../call.ts';

export const brookQuarterlyReview: DemoCall = {
	slug: 'brook-quarterly-review',
	title: 'Brook & Tanner: quarterly review',
	day: 'yesterday',
	at: '15:30',
	rep: 'Jonas',
	account: 'brook',
	guests: ['Sam', 'Priya'],
	script: `
Jonas: Hello Sam, hello Priya. Let us look at the last quarter together. I have brought a few slides.
Sam: Before the slides, the app was down on the ninth and on the twenty third. Both times on a Monday morning.
Jonas: Yes, I have seen that. Those were short interruptions, and the team is on it. Overall the availability was still above ninety nine percent, which is within the contract. On the first slide you can see the logins per week. They went up by twelve percent, which is a really good sign. On the second slide you can see the orders per store. Leeds is at the top, then York, then Hull. You also see that the weekend orders are growing, and that is something we see with other retailers too.
Sam: A Monday morning is when all the stores report what broke on the weekend. What was the cause on the twenty third?
Jonas: We will come to that later. On the third slide we have the satisfaction of the users. It is at three point nine out of five, so that is quite stable.
Priya: It was four point four in spring.
Jonas: Right, it went down a bit. But three point nine is still a good value compared to others.
^Sam: Compared to whom?
Jonas: To the market in general. The fourth slide is about new features. We have released a new calendar, a new search and better notifications. The calendar can show two weeks side by side. The search also looks into attachments now, and the notifications can be switched off one by one. I think the notifications will be especially useful for your store managers. Some customers have told us that they reduced the noise by half.
Priya: Our managers have asked for one thing, and that is fewer photos. Is that one in the release?
Jonas: I will pass it on to the product team. They collect these things.
Priya: We have passed it on three times.
Jonas: I know, and I am sorry. I will bring it up again.
Sam: Jonas, the contract ends in eleven weeks. I have to tell my boss whether we renew, and right now I would not know what to say.
Jonas: I am sure that we will find a solution. You have been with us for two years, and a lot of things work really well.
^Priya: Which things do you mean?
Jonas: Well, the planning board, for example, and the integrations. You were one of the first customers who used the new interface.
Sam: The integration was built by Priya's team, not by you.
Jonas: That is true. They did a great job with it.
(5s)
Sam: What can you offer us for the two outages?
Jonas: I cannot promise anything right now. I will talk to my manager about it.
Priya: And who do we call if it goes down again on a Monday? The hotline put us on hold for forty minutes.
Jonas: The hotline is the right place. I know that they were understaffed in that week, but it should be better now.
Priya: Should be better is not a plan.
Jonas: I understand. On the last slide I have put together our roadmap. In the first half of the year there will be an improved offline mode. In the second half we will have a new reporting module, which is going to be a big step. I will send you the slides, so that you have them.
Sam: The roadmap does not help me if the app is down on a Monday.
Jonas: I get that. I will see what I can do.
Sam: Okay. I think we have said what we wanted to say.
Jonas: Thank you for the open words. We will be in touch.
Priya: Bye, Jonas.
`,
};
