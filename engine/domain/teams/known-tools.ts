/** The names of single tools that a team may grant; tools of services are known to their services alone. */
export const KNOWN_TOOLS: readonly string[] = [
	// Of the engine
	...['gong-analyzer', 'hubspot-api', 'hubspot-note', 'slack-notifier', 'multi-source-aggregator', 'sql-analyzer'],
	// Of what a host connects
	...['web-search', 'web-scraper', 'youtube-analyzer', 'tinybird-analytics', 'salesforce-api', 'intercom-api'],
	...['component-generator', 'design-system', 'user-behavior-analyzer', 'a-b-tester'],
];
