import { describe, expect, it } from 'vitest';
import { BoundedCache } from '../../../../main/services/audio/boundedCache.ts';

describe('boundedCache', () => {
  const make = () => new BoundedCache<string>(10, (value) => value.length);

  it('drops what was used longest ago', () => {
    const cache = make();
    cache.set('a', 'xxxx');
    cache.set('b', 'xxxx');
    expect(cache.get('a')).toBe('xxxx');
    cache.set('c', 'xxxx');
    expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual(['xxxx', undefined, 'xxxx']);
    expect(cache.bytes).toBe(8);
  });

  it('counts replaced and deleted values, and keeps none larger than itself', () => {
    const cache = make();
    cache.set('a', 'xxxx');
    cache.set('a', 'xx');
    expect(cache.bytes).toBe(2);
    cache.set('b', 'x'.repeat(11));
    expect(cache.get('b')).toBeUndefined();
    cache.delete('a');
    expect(cache.bytes).toBe(0);
    cache.set('c', 'x');
    cache.clear();
    expect([cache.bytes, cache.get('c')]).toEqual([0, undefined]);
  });
});
