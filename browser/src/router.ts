// The address of a view: #/speech/ID?layers=…, so that every view can be linked to.
import { useEffect, useState } from "preact/hooks";

export interface Route {
  path: string[];
  query: URLSearchParams;
}

export function parsed(hash: string): Route {
  const [path, query = ""] = hash.replace(/^#?\/?/, "").split("?", 2);
  return { path: path.split("/").filter(Boolean).map(decoded), query: new URLSearchParams(query) };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a link that was cut in the middle of a character
  }
}

export function href(path: string[], query: Record<string, string | undefined> = {}): string {
  const said = Object.entries(query).filter((pair): pair is [string, string] => !!pair[1]);
  const search = new URLSearchParams(said).toString();
  return `#/${path.map(encodeURIComponent).join("/")}${search ? `?${search}` : ""}`;
}

/** Changes parts of the address's query; typing replaces the entry of the history, choosing adds one. */
export function change(query: Record<string, string | undefined>, replace = true): void {
  const route = parsed(location.hash);
  for (const [name, value] of Object.entries(query)) value ? route.query.set(name, value) : route.query.delete(name);
  const address = href(route.path, Object.fromEntries(route.query));
  if (replace) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
  dispatchEvent(new Event("hashchange"));
}

export function useRoute(): Route {
  const [route, set] = useState(() => parsed(location.hash));
  useEffect(() => {
    const update = () => set(parsed(location.hash));
    addEventListener("hashchange", update);
    addEventListener("popstate", update);
    return () => {
      removeEventListener("hashchange", update);
      removeEventListener("popstate", update);
    };
  }, []);
  return route;
}
