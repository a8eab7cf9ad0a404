/** The way to the server: names, doors, certificates, and lines that break. */
import {createServer} from 'node:https';
import type {AddressInfo} from 'node:net';
import {Agent} from 'undici';
import {onTestFinished} from 'vitest';
import {makeCertificate} from '../../helpers/certificate.ts';
import {chunkEvent, done, startModelServer} from '../../helpers/model-server.ts';
import {type FaultCase, firstBackoff_ms} from '../fault-case.ts';

const half = chunkEvent({content: 'Half an answer'});
const keeps = 'Half an answer';
const never = {text: 'never'};
const lost = {
	kind: 'connection',
	retried: firstBackoff_ms,
	paid: 'maybe',
	within: 0,
	says: 'was lost',
	remedy: 'Check the network',
} as const;
const unreachable = {kind: 'unreachable', paid: 'no', within: 0} as const;
const hopeless = {...unreachable, retried: 'no'} as const;

const chunked = 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n';
const inChunk = (text: string, length = Buffer.byteLength(text)) => `${length.toString(16)}\r\n${text}\r\n`;
const counted = (length: number) =>
	`HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: ${length}\r\n\r\n`;

export const connections: readonly FaultCase[] = [
	{
		happens: 'Nothing listens at its port',
		reply: never,
		async address() {
			const gone = await startModelServer(() => never);
			await gone.close();
			return gone.url.replace('http://', 'http://ann:secret-pass-of-ann@');
		},
		lasting: true,
		ends: {
			...unreachable,
			retried: firstBackoff_ms,
			says: 'nothing listens there (ECONNREFUSED)',
			remedy: 'Check that it runs, and --base-url',
		},
	},
	...(
		[
			['ENOTFOUND', 'There is no such host', 'no such host is known'],
			['EAI_AGAIN', 'Its name cannot be looked up now', 'could not be looked up'],
			['EAI_FAIL', 'The look-up of its name fails for good', 'could not be looked up'],
		] as const
	).map(
		([code, happens, says]): FaultCase => ({
			happens: `${happens} (${code})`,
			reply: never,
			address: () => 'http://no-such-host.invalid/v1',
			dispatcher: () => closedLater(new Agent({connect: {lookup: failingWith(code)}})),
			lasting: true,
			ends: {...unreachable, retried: firstBackoff_ms, says, remedy: 'Check that it runs, and --base-url'},
		}),
	),
	{
		happens: 'Its base URL is of another kind (`ftp:`)',
		reply: never,
		address: () => 'ftp://127.0.0.1/v1',
		ends: {...hopeless, says: 'it begins with neither http:// nor https://', remedy: '--base-url'},
	},
	{
		happens: 'Its base URL is none',
		reply: never,
		address: () => 'localhost 1234',
		ends: {...hopeless, says: 'that is no URL', remedy: '--base-url'},
	},
	{
		happens: 'It speaks https with a certificate that it signed itself',
		reply: never,
		address: () => speakTls({host: 'localhost', until: Date.now() + 3_600_000}).then(({url}) => url),
		ends: {
			...hopeless,
			says: 'nobody whom this machine trusts vouches for its certificate',
			remedy: 'NODE_EXTRA_CA_CERTS',
		},
	},
	tlsTrusted(
		'Its certificate has expired',
		{host: 'localhost', until: Date.now() - 3_600_000},
		{
			says: 'its certificate has expired',
		},
	),
	tlsTrusted(
		'Its certificate is that of another host',
		{host: 'example.org', until: Date.now() + 3_600_000},
		{
			says: 'its certificate is that of another host',
		},
	),
	{
		happens: 'It speaks plain HTTP where https was expected',
		reply: never,
		address: ({server}) => server.url.replace('http:', 'https:'),
		ends: {...hopeless, says: 'does not speak https', remedy: 'it may begin with http://'},
	},
	{happens: 'The connection is reset before the first byte', reply: {reset: true}, ends: lost},
	{
		happens: 'The connection is closed before the first byte',
		reply: {wire: []},
		ends: lost,
	},
	{
		happens: 'The connection is reset after the headers',
		reply: {raw: [], ending: 'reset'},
		ends: lost,
	},
	{
		happens: 'The connection is reset in the middle of the answer',
		reply: {raw: [half], ending: 'reset'},
		ends: {...lost, keeps},
	},
	{
		happens: 'The connection ends in the middle of a chunk of the transfer',
		reply: {wire: [chunked, inChunk(half), '40\r\ndata: {"choi']},
		ends: {...lost, keeps},
	},
	{
		happens: 'The connection ends between two chunks, without the last',
		reply: {wire: [chunked, inChunk(half)]},
		ends: {...lost, keeps},
	},
	{
		happens: 'The body is shorter than its content-length',
		reply: {wire: [counted(5000), half]},
		ends: {...lost, keeps},
	},
	{
		happens: 'The body is longer than its content-length, which cuts the answer',
		reply: {wire: [counted(Buffer.byteLength(half)), half, chunkEvent({finish_reason: 'stop'}), done]},
		ends: {
			...lost,
			kind: 'cut',
			says: 'broke off',
			remedy: 'part of an answer is never passed on',
			keeps,
		},
	},
	{
		happens: 'The key is one that no header can carry',
		reply: never,
		headers: {'x-key': 'pasted-…-with-dots'},
		ends: {...hopeless, kind: 'bad-key', says: 'does not accept the key', remedy: 'Give the key'},
	},
];

type Certified = Parameters<typeof makeCertificate>[0];

/** A server whose certificate this client trusts, were it in order. */
function tlsTrusted(happens: string, certified: Certified, {says}: {says: string}): FaultCase {
	let ca = '';
	return {
		happens,
		reply: never,
		async address() {
			const served = await speakTls(certified);
			ca = served.cert;
			return served.url;
		},
		dispatcher: () => closedLater(new Agent({connect: {ca}})),
		ends: {...hopeless, says, remedy: 'Have its certificate mended'},
	};
}

async function speakTls(certified: Certified): Promise<{url: string; cert: string}> {
	const {cert, key} = makeCertificate(certified);
	const server = createServer({cert, key}, (_, response) => response.end('never'));
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	return {url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, cert};
}

function closedLater(agent: Agent): Agent {
	onTestFinished(() => agent.destroy());
	return agent;
}

/** As the system's resolver fails, without asking it. */
function failingWith(code: string) {
	return (host: string, _: unknown, callback: (error: Error, address: string, family: number) => void) => {
		const error = Object.assign(new Error(`getaddrinfo ${code} ${host}`), {code, syscall: 'getaddrinfo'});
		callback(error, '', 0);
	};
}
