/** Words of a call that are meant for a machine: no model is given them to write about. */

/** "Ignore your instructions", "you are an AI", "reply with the following", tags and roles of prompts. */
const ORDERS = [
	/\b(?:ignore|disregard|forget|override|bypass)\b[^.?!]{0,40}\b(?:instructions?|prompts?|rules?|guidelines)\b/i,
	/\b(?:system|developer) (?:prompt|message|note)\b/i,
	/\b(?:you are|you're|as) an? (?:ai|a\.i\.|language model|llm|chatbot|bot)\b/i,
	/\b(?:language model|llm|chatgpt|assistant|ai|note ?taker|summari[sz]er)\b[^.?!]{0,60}\b(?:write|say|answer|reply|respond|output|print|send|include|add|tell|report|mark)\b/i,
	/\b(?:write|answer|reply|respond|output|print|include|add)\b[^.?!]{0,40}\b(?:summary|notes?|message|report|json|following (?:text|words|line))\b/i,
	/<\/?\w+>|^\s*(?:system|assistant|user)\s*:/im,
];

export function isOrder(quote: string): boolean {
	return ORDERS.some((order) => order.test(quote));
}
