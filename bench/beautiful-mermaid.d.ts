/** What the bench uses of it: so the types can be checked where it is not installed. */
declare module 'beautiful-mermaid' {
	export function renderMermaidASCII(text: string, options?: {colorMode?: 'none'}): string;
}
