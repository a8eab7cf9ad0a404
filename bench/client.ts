/** The `openai` client as its README has it: what anybody would ask a model with. */
import OpenAI from 'openai';

export type Ask = (model: string, prompt: string) => Promise<string>;

export function openClient(baseURL: string): Ask {
	const client = new OpenAI({baseURL, apiKey: 'none'});
	return async (model, content) => {
		const stream = await client.chat.completions.create({
			model,
			messages: [{role: 'user', content}],
			stream: true,
			stream_options: {include_usage: true},
		});
		let text = '';
		for await (const chunk of stream) text += chunk.choices[0]?.delta?.content ?? '';
		return text;
	};
}

/** What an operation of ours is told of its inputs. */
export function promptOf(names: readonly string[], texts: readonly string[]): string {
	return names.map((name, n) => `${name.toUpperCase()}:\n${texts[n]}`).join('\n\n');
}
