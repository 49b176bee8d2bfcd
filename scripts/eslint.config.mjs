// The root's rules are n8n's for nodes and credentials; biome and TypeScript look after this folder.
export default [{ ignores: ['**'] }];
