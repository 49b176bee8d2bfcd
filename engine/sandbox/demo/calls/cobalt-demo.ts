/** A demo that went wrong: the rep talks most of the time, the CFO's questions stay open, nothing is agreed. */
import type { DemoCall } from '../call.ts';

export const cobaltDemo: DemoCall = {
	slug: 'cobalt-demo',
	title: 'Cobalt Clinics: product demo',
	day: 'yesterday',
	at: '11:00',
	rep: 'Daniel',
	account: 'cobalt',
	guests: ['Petra', 'Oskar'],
	script: `
Daniel: Hi Petra, hi Oskar, great to have you both. I have prepared a lot, so let me jump right in. I will share my screen. So, Larkspur was founded nine years ago by two people who used to repair cooling systems. They were annoyed by paper, and that is how it all started. Today we have more than six hundred customers in fourteen countries. We have won two awards for our mobile app, and we were named a leader in a report last year. What you see here is the dashboard. On the left you have the navigation, and at the top you have the search, and here you have the filters. You can filter by region, by team, by skill, by customer, by device and by contract. You can save a filter, and you can share it with a colleague.
Petra: Okay. We only have one region, though.
Daniel: No problem, you can just leave it out. So this is the planning board. Every row is a technician, every block is a job, and the colour shows the status. You can drag a job from one person to another, and the travel time is calculated again. Under the hood there is an optimizer that looks at eleven criteria. It looks at skills, travel time, working hours, contracts, priorities, spare parts, and so on. You can change the weight of each one in the settings. I will show you the settings in a minute, because they are really powerful.
Oskar: Can I ask something in between?
Daniel: Sure.
Oskar: What would this cost us for forty technicians?
Daniel: Good point, we will get to pricing at the end. Let me first show you the mobile app, because everybody loves it. So on the phone the technician sees the jobs of the day. He can open one, and he sees the address, the contact, the device and its history. He can take pictures, he can scan a barcode, and he can have the customer sign. And when he is done, the report is written automatically and sent as a PDF. It also works offline, by the way.
Petra: Our problem is the medical devices. There are inspections that are required by law, and if we miss one, the device has to be taken out of use.
Daniel: Yes, inspections, we have that too. There is a module for recurring jobs. You can create them per day, per week, per month or per year. You can also attach a checklist to them, and the checklist can have conditions. For example, if the answer is no, then a photo is required. We have a customer in the beverage industry who has checklists with two hundred items.
Petra: And can the system prove to the auditor that nobody changed a checklist afterwards?
Daniel: Everything is in the system, so you can find it later. Let me show you reporting, because that is where it gets really interesting. We have more than forty standard reports. Here is first time fix rate, here is utilization, here is travel time, and here is revenue per technician.
^Oskar: Revenue is not really
Daniel: And you can build your own reports as well, with drag and drop. You can schedule them, and they are sent by mail every Monday. Some of our customers connect a business intelligence tool, and for that we have an interface. I can send you the link to the documentation.
Petra: That is fine. How long does it usually take to introduce it?
Daniel: It depends. It can be very quick, and it can also take a bit longer. It really depends on how many integrations you need, and how good your data is.
Oskar: Let me be direct. We were at a similar point with another vendor last year, and we stopped because the costs were not clear. What is the total for the first year, including the introduction?
Daniel: I totally understand. What I can say is that we are very competitive, and that our customers usually see a return within months. There was a study with one of our customers, and they saved twenty two percent of the travel time. That alone paid for the whole thing.
Oskar: Our technicians all work in the same building.
Daniel: Okay, then it would be more about utilization, I guess. Let me show you one more thing, which is the customer portal. Here your customers can log in and see the status of their orders. They can also create new orders, and upload pictures, and chat with dispatch.
Petra: We do not have customers in that sense. It is our own hospital staff who report defects.
Daniel: It works for staff as well, of course.
(4s)
Petra: Okay. We have to leave for another meeting now.
Daniel: Oh, the time flies. So, I think you have seen that it is a very complete solution. Feel free to reach out if you have any questions.
Oskar: Thank you. We will discuss it internally.
Daniel: Have a great day, both of you.
Petra: Thanks. Bye.
`,
};
