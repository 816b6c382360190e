/** The nonce that the page's policy grants its own styles, for libraries that insert a <style>. */
export function cspNonce(): { cspNonce: string } | Record<string, never> {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
  return nonce === '' ? {} : { cspNonce: nonce };
}
