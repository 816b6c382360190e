/**
 * The page's policy lets no string become code. Libraries that draw (plotly, wavesurfer) set markup of their own making
 * and workers come from our own origin: the default policy says so and nothing more.
 */
interface PolicyFactory {
  createPolicy(
    name: string,
    rules: { createHTML(text: string): string; createScriptURL(url: string): string },
  ): unknown;
}

const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;

factory?.createPolicy('default', {
  createHTML: (text) => {
    if (/<\s*(script|iframe|object|embed)\b|\son\w+\s*=/i.test(text)) throw new TypeError('markup must hold no code');
    return text;
  },
  createScriptURL: (url) => {
    if (new URL(url, location.href).origin !== location.origin)
      throw new TypeError(`${url} is not of this application`);
    return url;
  },
});
