/** What happened, told to those who asked: what wiring puts together. */
export { createCallWebhooks } from './call-webhooks.ts';
export { createEvents } from './events.ts';
export { startEventDelivery } from './start.ts';
export { createSubscriptions } from './subscriptions.ts';
