/** Late in Berlin, afternoon in Portland: begins before midnight and ends after it. */
import type { DemoCall } from '../call.ts';

export const pinewoodFollowUp: DemoCall = {
	slug: 'pinewood-follow-up',
	title: 'Pinewood Utilities: pilot scope',
	day: 'yesterday',
	at: '23:57',
	rep: 'Daniel',
	account: 'pinewood',
	guests: ['Greg', 'Dana'],
	script: `
Daniel: Hi Greg, hi Dana. It is almost midnight here, so forgive me if I reach for my coffee.
Greg: You could have picked another slot, you know.
Daniel: This one was the only one you both had. Last time I talked too much about features. Today I would like to understand the meter crews first. What does a normal day look like?
Greg: They start at six, pick up the list on paper, and drive. If something changes after six, nobody knows until they call in.
Daniel: How often does something change after six?
Greg: Every day. Maybe fifteen percent of the jobs.
Dana: It is more than fifteen. We counted twenty three percent in October.
Daniel: And what happens to those jobs?
Greg: Somebody drives to a house where nobody is home. Then it goes back on the pile.
Daniel: What does one of those wasted trips cost you?
Dana: Around seventy dollars. We have about four hundred of them in a month.
Daniel: So close to thirty thousand dollars a month. Who feels that most, Dana?
Dana: The regulator asks about it every quarter, so I do. I have to report missed appointments.
Daniel: What would you need to see in a pilot to believe that it gets better?
Dana: Half of the wasted trips gone within eight weeks. If you get there, I can defend it.
Daniel: Half of the trips in eight weeks. Is there anything that could stop a pilot before it starts?
Greg: The union. If the app tracks people outside of working hours, we are done.
Daniel: It only records a position while a job is open. There is no tracking before or after a shift.
Greg: I would need that on paper. They will not take my word for it.
Daniel: I will send you a one page statement about tracking by Friday. You can forward it to the union as it is.
Greg: That would help.
Dana: Then there are the meters themselves. We have two generations in the field, and the new ones report their readings by radio.
Daniel: Do the crews need to see the radio readings on the phone?
Dana: Yes, otherwise they replace meters that are fine.
Daniel: I do not know whether we have done that with your meter vendor. I'll check it with Ravi and tell you by Tuesday.
Dana: I appreciate a straight answer.
Daniel: Which crews would you take for the pilot?
Greg: East side. Twelve people, and the crew lead is open to new things.
Dana: And they have the worst numbers, so it is easy to see a difference.
Daniel: Twelve people on the east side. When could they start?
Greg: Not before the second week of December. We have the winter checks until then.
Daniel: Does our price for a pilot work for you? It is four thousand dollars, and we take it off the first year.
Dana: It works if it is below five. I can sign that myself.
Daniel: Good. Then I will send you the pilot agreement by Monday, with the goal of half the trips written into it.
Dana: Put the baseline in as well. October numbers, four hundred and twelve trips.
Daniel: Four hundred and twelve, I have noted it. Greg, can you send me the shift plan of the east crew?
Greg: I can send you the plan tomorrow morning, our time.
Daniel: Great. Shall we meet next Wednesday, same time, to go through the agreement and the meter question?
Dana: Next Wednesday works.
Greg: Works for me. Go to bed, Daniel.
Daniel: I will. Thank you both.
`,
};
