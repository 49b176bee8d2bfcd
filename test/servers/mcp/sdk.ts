/** The server side of the protocol's own library, which lies among the engine's packages. */
export { Server } from '../../../engine/node_modules/@modelcontextprotocol/sdk/dist/esm/server/index.js';
export { StdioServerTransport } from '../../../engine/node_modules/@modelcontextprotocol/sdk/dist/esm/server/stdio.js';
export { StreamableHTTPServerTransport } from '../../../engine/node_modules/@modelcontextprotocol/sdk/dist/esm/server/streamableHttp.js';
export {
	CallToolRequestSchema,
	ListToolsRequestSchema,
} from '../../../engine/node_modules/@modelcontextprotocol/sdk/dist/esm/types.js';
