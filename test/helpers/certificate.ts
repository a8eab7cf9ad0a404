/** Certificates made on the spot, for servers that speak TLS: signed by themselves, with the dates that a test wants. */
import {generateKeyPairSync, sign} from 'node:crypto';

const oid = {
	ecdsaWithSha256: '06082a8648ce3d040302',
	commonName: '0603550403',
	subjectAltName: '0603551d11',
};

/** `cert` and `key` as PEM; vouches for `host`, from a day before `until` (ms since the epoch). */
export function makeCertificate({host, until}: {host: string; until: number}): {cert: string; key: string} {
	const {publicKey, privateKey} = generateKeyPairSync('ec', {namedCurve: 'P-256'});
	const algorithm = node(0x30, Buffer.from(oid.ecdsaWithSha256, 'hex'));
	const name = node(
		0x30,
		node(0x31, node(0x30, Buffer.from(oid.commonName, 'hex'), node(0x0c, Buffer.from(host)))),
	);
	const validity = node(0x30, time(until - 86_400_000), time(until));
	const alternative = node(
		0x30,
		Buffer.from(oid.subjectAltName, 'hex'),
		node(0x04, node(0x30, node(0x82, Buffer.from(host)))),
	);
	const body = node(
		0x30,
		node(0xa0, node(0x02, Buffer.from([2]))),
		node(0x02, Buffer.from([1])),
		algorithm,
		name,
		validity,
		name,
		publicKey.export({type: 'spki', format: 'der'}),
		node(0xa3, node(0x30, alternative)),
	);
	const signature = node(0x03, Buffer.from([0]), sign('sha256', body, privateKey));
	const der = node(0x30, body, algorithm, signature).toString('base64');
	return {
		cert: `-----BEGIN CERTIFICATE-----\n${der.match(/.{1,64}/g)!.join('\n')}\n-----END CERTIFICATE-----\n`,
		key: privateKey.export({type: 'pkcs8', format: 'pem'}) as string,
	};
}

/** One value of DER: its tag, its length, its contents. */
function node(tag: number, ...contents: Buffer[]): Buffer {
	const content = Buffer.concat(contents);
	const {length} = content;
	const size =
		length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
	return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function time(ms: number): Buffer {
	const digits = new Date(ms).toISOString().replace(/\D/g, '').slice(2, 14);
	return node(0x17, Buffer.from(`${digits}Z`));
}
