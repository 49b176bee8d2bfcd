/** The e-mails that the demo's people wrote each other between the calls. */
export interface DemoEmail {
	/** Its id is made from this; never change it. */
	slug: string;
	/** Key of the customer's account. */
	account: string;
	/** First names; the recipients after the sender. */
	from: string;
	to: string[];
	/** Days before today, and the local time, HH:MM. */
	daysBack: number;
	at: string;
	subject: string;
	/** As plain text; in HTML where `html` is given instead. */
	text?: string;
	html?: string;
	/** `SENT` when absent. */
	status?: 'BOUNCED';
}

export const DEMO_EMAILS: DemoEmail[] = [
	{
		slug: 'halden-shared-tablets',
		account: 'halden',
		from: 'Tom',
		to: ['Maya'],
		daysBack: 24,
		at: '11:20',
		subject: 'Shared tablets',
		text: `Hi Maya,

thank you for your time last week. Our vans share one tablet for two or three people, and nobody here believes
that this works. Do you have a customer who does it with shared tablets?

Tom

--
Tom Verhoeven
Director of Operations, Halden Freight
Rotterdam`,
	},
	{
		slug: 'halden-shared-tablets-answer',
		account: 'halden',
		from: 'Maya',
		to: ['Tom'],
		daysBack: 23,
		at: '09:05',
		subject: 'Re: Shared tablets',
		html: `<html><head><style>p { margin: 0 }</style></head><body>
<p>Hi Tom,</p>
<p>we have three customers with shared tablets, the largest with two hundred and ten vans. Their people tap a badge &mdash; nobody types a password.</p>
<p>I&#39;ll send you their write-up by next Tuesday. Who else in your team should read it?</p>
<p>Best regards<br>Maya Okafor<br>Senior Account Executive &middot; Larkspur</p>
<div class="gmail_quote">On a Thursday, Tom Verhoeven wrote:<blockquote><p>nobody here believes that this works. Do you have a customer who does it with shared tablets?</p></blockquote></div>
</body></html>`,
	},
	{
		slug: 'halden-supplier-form',
		account: 'halden',
		from: 'Anke',
		to: ['Maya', 'Tom'],
		daysBack: 6,
		at: '16:45',
		subject: 'Supplier form',
		text: `Hello Maya,

I am filling in our supplier form before we talk. We are worried about your list of subprocessors, because I cannot
find one on your site. Who can open the backups, and is that logged?

I will send you the form by Monday.

Kind regards
Anke Jansen
IT Security Lead`,
	},
	{
		slug: 'halden-tablet-models',
		account: 'halden',
		from: 'Tom',
		to: ['Maya'],
		daysBack: 1,
		at: '17:30',
		subject: 'List of tablets',
		text: `Maya, as promised on the call: the models are in the attachment, the old ones are marked.

I'll talk to our managing director on Monday. Our budget for this year is ninety thousand euros.

Sent from my iPhone`,
	},
	{
		slug: 'meridian-budget',
		account: 'meridian',
		from: 'Marc',
		to: ['Maya'],
		daysBack: 12,
		at: '14:10',
		subject: 'Your offer',
		text: `Dear Maya,

I have read your offer. Two hundred and twelve thousand is too expensive for us in one year, and I have two other
offers on my desk. What would the first year cost with the technicians in the north only?

Marc Fontaine
Procurement Manager`,
	},
	{
		slug: 'meridian-budget-answer',
		account: 'meridian',
		from: 'Maya',
		to: ['Marc', 'Claire'],
		daysBack: 11,
		at: '10:00',
		subject: 'RE: Your offer',
		text: `Dear Marc,

that is a fair point, and I understand that it has to fit into one year. The north alone comes to a hundred and
forty eight thousand for the first year. I will prepare an offer in two phases by Friday.

Best regards
Maya

-----Original Message-----
From: Marc Fontaine
Subject: Your offer

Two hundred and twelve thousand is too expensive for us in one year, and I have two other
offers on my desk.`,
	},
	{
		slug: 'cobalt-total',
		account: 'cobalt',
		from: 'Oskar',
		to: ['Daniel'],
		daysBack: 2,
		at: '08:15',
		subject: 'Costs of the first year',
		text: `Daniel,

before the demo, so that we do not lose time: what is the total for the first year, including the introduction?
Last year we stopped with another vendor because nobody could tell us.

Oskar Brandl, CFO`,
	},
	{
		slug: 'brook-renewal',
		account: 'brook',
		from: 'Jonas',
		to: ['Sam', 'Priya'],
		daysBack: 40,
		at: '13:00',
		subject: 'Your renewal in spring',
		text: `Hi both,

your contract ends in the spring, so I would like to plan early. I'll send you the usage of the last year by the end of
the month. When are your stores too busy for a workshop?

Cheers
Jonas`,
	},
	{
		slug: 'brook-renewal-answer',
		account: 'brook',
		from: 'Sam',
		to: ['Jonas'],
		daysBack: 38,
		at: '09:40',
		subject: 'Re: Your renewal in spring',
		text: `Hi Jonas,

from the middle of November until January nobody has a minute. Any week before that is fine.

Sam

> On a Monday, Jonas Weber wrote:
> When are your stores too busy for a workshop?`,
	},
	{
		slug: 'pinewood-bounced',
		account: 'pinewood',
		from: 'Daniel',
		to: ['Greg'],
		daysBack: 3,
		at: '18:00',
		subject: 'Your meter crews',
		text: 'Hi Greg, I will send you the price list by tomorrow.',
		status: 'BOUNCED',
	},
];
