/** A negotiation: the objection is explored, one question of procurement gets lost. */
import type { DemoCall } from '../call.ts';

export const meridianPricing: DemoCall = {
	slug: 'meridian-pricing',
	title: 'Meridian Elevators: commercial terms',
	day: 'yesterday',
	at: '14:00',
	rep: 'Maya',
	account: 'meridian',
	guests: ['Claire', 'Marc'],
	script: `
Maya: Hello Claire, hello Marc. You have both read the proposal, so I would rather listen than present. Where shall we start?
Marc: With the price. Two hundred and twelve thousand is well above what we have budgeted for this year.
Maya: Thank you for being open about it. What is the budget built on?
Marc: On the tool we have now, plus ten percent. Nobody expected that we would replace it.
Claire: To be fair, Marc, the tool we have now is the reason we missed the service levels at the airport.
Maya: What did the airport cost you, Claire?
Claire: Two penalties of thirty thousand each. And the contract is up for renewal in March.
Maya: So there is a renewal in March that depends on response times. How much is that contract worth?
Claire: One point four million a year. It is our largest one.
^Marc: Nobody said we will lose it.
Claire: No, but they told me in so many words that a third penalty ends it.
Maya: Marc, if we leave the airport aside for a moment, what would make the number defensible for you?
Marc: A lower first year. I can explain growth next year, but I cannot explain a jump now.
Maya: Is it the total that is the problem, or the moment when it is due?
Marc: The moment, honestly. The total is in line with the other two offers.
Maya: That helps. We could start with the two hundred technicians in the north, and add the others in July. The first year would then come to a hundred and forty eight thousand.
Marc: A hundred and forty eight is something I can take upstairs.
Claire: But I need the south before summer. July is when the holidays start, and I cannot train anybody in July.
Maya: When would be the last good moment to train the south?
Claire: May. Mid May at the latest.
Maya: Then let us plan the south for May. I will send you a revised offer with two phases by Wednesday.
Marc: Wednesday is fine. And what are the terms if we want to cancel after the first year?
Maya: Let us come back to that. Claire, you mentioned the spare parts catalogue last week. Is that still open?
Claire: Yes, we have eighteen thousand parts in a spreadsheet. Somebody would have to move them.
Maya: Our team imports them for you, it usually takes three days. We need the file in one format, that is all.
Claire: I can get you the file by Monday. It is in French and English, mixed.
Maya: Mixed is no problem. What would the technicians gain if they had the catalogue on the tablet?
Claire: One visit less for each repair, in about every fifth case. We counted it last year.
Maya: Every fifth case. How many repairs do you have in a month?
Claire: About two thousand six hundred.
Marc: I still do not love the onboarding fee. Fourteen thousand for onboarding is a lot.
Maya: What would you expect to see for it?
Marc: People on site. With the last vendor we paid for onboarding and got videos.
Maya: It includes eight days on site, four of them at your depots. I'll list the days in the offer so that you can see them.
Marc: Good. If it is in writing, I can live with it.
Claire: For me the decision is clear. I need Marc to be comfortable with it, and then we go to the board on the eighteenth.
Maya: What does the board usually ask in such a case?
Claire: They ask for a reference. Somebody of our size who has run it for more than a year.
Maya: I will introduce you to the head of service at a customer with four hundred technicians. I'll write to both of you tomorrow.
Claire: Excellent. A short call with them is worth more than any slide.
Maya: Then let me sum up. Revised offer by Wednesday, the introduction tomorrow, and the parts file from you by Monday. Can we talk again on Thursday at two, when Marc has seen the offer?
Marc: Thursday at two is fine.
Claire: Fine with me. Thank you, Maya.
Maya: Thank you both. Until Thursday.
`,
};
