// Building the page from nodes alone: nothing anybody wrote is ever read as HTML.

export const $ = (id) => document.getElementById(id);

export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class") node.className = value;
    else if (name in node) node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

export function toast(text) {
  if (!text) return;
  $("toast").textContent = text;
  $("toast").hidden = false;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => { $("toast").hidden = true; }, 4000);
}

export function alertBox(text) {
  $("alert").querySelector("p").textContent = text;
  if (!$("alert").open) $("alert").showModal();
}

const COLOURS = ["#c0504d", "#b8651b", "#7b5fc4", "#3a8a3a", "#2486a8", "#2f71c9", "#b94a85"];
export const colour = (id) => COLOURS[Math.abs(id) % COLOURS.length];

export function avatar(id, name) {
  const node = el("span", { class: "avatar", "aria-hidden": "true" }, [...(name || "?")][0]);
  node.style.background = colour(id);
  return node;
}
