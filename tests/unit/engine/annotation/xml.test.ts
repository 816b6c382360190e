import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeXml, parseXml } from '../../../../main/engine/annotation/xml.ts';
import { anyLabel } from './arbitraryDocument.ts';

describe('parseXml', () => {
  it('reads elements, attributes, text, references, comments and CDATA', () => {
    const root = parseXml(
      '\ufeff<?xml version="1.0"?>\r\n<!-- <x> -->\n<r a = "1 &lt; 2" b=\'"\n\'>t<c/>u &amp; &#65;&#x42;<![CDATA[<&]]>\n<ns:é-1>v</ns:é-1 ></r>\n'.slice(
        1,
      ),
    );
    expect([...root.attributes]).toEqual([
      ['a', '1 < 2'],
      ['b', '" '],
    ]);
    expect(root.text).toBe('tu & AB<&\n');
    expect(root.children.map(({ name, text, line }) => [name, text, line])).toEqual([
      ['c', '', 4],
      ['ns:é-1', 'v', 5],
    ]);
  });

  it('what escapeXml wrote comes back, in text and attributes', () => {
    fc.assert(
      fc.property(anyLabel, (text) => {
        const { attributes, text: content } = parseXml(`<r a="${escapeXml(text)}">${escapeXml(text)}</r>`);
        expect([attributes.get('a'), content]).toEqual([text, text]);
      }),
    );
  });

  it('bug: escapeXml wrote characters that XML cannot hold, and references to U+FFFF were read', () => {
    expect(escapeXml('a\ufffeb\uffffc\ud800d\u0001e\t😀')).toBe('a\ufffdb\ufffdc\ufffdd\ufffde&#9;😀');
    expect(() => parseXml('<a>&#xFFFF;</a>')).toThrow('&#xFFFF; is no reference that is read');
    expect(parseXml('<a>&#x1F600;&#xFFFD;&#x85;</a>').text).toBe('😀\ufffd\x85');
  });

  it('a billion laughs are not heard', () => {
    const bomb = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>\n<r>&b;</r>';
    expect(() => parseXml(bomb)).toThrow('line 1: a document type is not read: it could define entities');
  });

  it.each([
    ['', 'line 1: there is no element'],
    ['<a>\n<b>\n</a>', 'line 3: </a> must be </b>'],
    ['<a>\n', 'line 2: the file ends within <a> of line 1'],
    ['<a/>\n<b/>', 'line 2: <b> stands behind the end of the root element'],
    ['<a/>x', 'text stands outside of the root element'],
    ['</a>', '</a> must be nothing'],
    ['<a b="1" b="2"/>', '<a> has the attribute b twice'],
    ['<a b=1/>', 'the tag <a> is not closed, or an attribute is not as name="value"'],
    ['<a b="<"/>', 'the tag <a> is not closed'],
    ['<1/>', 'a tag must begin with a name'],
    ['<a>&b;</a>', '&b; is no reference that is read'],
    ['<a>&#0;</a>', '&#0; is no reference that is read'],
    ['<a>&#xD800;</a>', '&#xD800; is no reference that is read'],
    ['<a>AT&T</a>', 'an & must begin a reference, as &amp;'],
    ['<a><!-- </a>', 'a comment has no end'],
    ['<a><![CDATA[</a>', 'a CDATA section has no end'],
    ['<a>'.repeat(65), 'elements lie more than 64 deep'],
  ])('refuses %j', (text, message) => {
    expect(() => parseXml(text)).toThrow(message);
  });

  it('a file of a million elements without an end of line is refused in time', () => {
    const start = process.cpuUsage();
    expect(() => parseXml(`<a>${'<b/>'.repeat(1_000_000)}</a>`)).toThrow('there are more than 1000000 elements');
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(20_000); // of processor time: the machine may be busy
  });
});
