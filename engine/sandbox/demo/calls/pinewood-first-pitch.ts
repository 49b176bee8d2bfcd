/** A first call that was a lecture. */
import type { DemoCall } from '../call.ts';

export const pinewoodFirstPitch: DemoCall = {
	slug: 'pinewood-first-pitch',
	title: 'Pinewood Utilities: first meeting',
	day: 'earlier',
	at: '17:00',
	rep: 'Daniel',
	account: 'pinewood',
	guests: ['Greg'],
	script: `
Daniel: Hi Greg, nice to meet you. Let me tell you a bit about us first. Larkspur makes planning software for people who work in the field. We started with cooling technicians, and today we serve utilities, elevators, retail and health care. Our planning board is the heart of the product. It knows the skills, the vans, the parts and the traffic. We have an optimizer that plans a whole week in under a minute. On top of that we have the mobile app, the portal and the reports. We also have an open interface, and more than thirty ready connectors.
Greg: Okay.
Daniel: What makes us different is that we come from the field. Our founders repaired machines for fifteen years. That is why everything is made for people who have dirty hands. The app has big buttons, it works offline, and it speaks eleven languages. We also do not charge for dispatchers, only for technicians. Many of our competitors charge for every user, and that adds up quickly. And our support is in house, so you always talk to somebody who knows the product.
Greg: We mostly have meter crews. Does the planning work when half of the jobs move during the day?
Daniel: It works in real time, so yes, absolutely. Let me show you a customer story. This is a utility in Denmark with nine hundred technicians. They introduced us in four months, and their first time fix rate went up by eighteen percent. They started with gas, then they added water and power. Their head of service said that it was the smoothest introduction of his career.
Greg: Nine hundred is not us. We have seventy.
Daniel: It scales down as well, of course. Seventy is a very good size to start with. We have several customers between fifty and one hundred, and they are usually live in six weeks.
Greg: What about the union? Ours is strict when it comes to location data.
Daniel: We are fully compliant with the European rules, which are the strictest in the world. So that is never a problem. I would also like to show you the dashboards, because your boss will love them. You see the whole day at one glance, and everything that is late turns red.
Greg: My boss would have to see the price first.
Daniel: I will send you some information about that. Do you have any other questions?
Greg: Not at the moment. I have to get to the yard.
Daniel: Sure. It was great talking to you, Greg.
Greg: Thanks. Bye.
`,
};
