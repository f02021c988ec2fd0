// Writing: the text field, replies and edits, attachments, and the /-menu.

import { post } from "./api.js";
import { $, el } from "./dom.js";
import { summary } from "./message.js";

let app = null;
let replying = null;
let editing = null;
let chosen = 0;

export function closeMenu() { $("menu").hidden = true; }

function context(word, message) {
  $("context").hidden = !message;
  if (message) {
    $("context").replaceChildren(el("span", {}, el("strong", {}, word), summary(message)),
      el("button", { type: "button", "aria-label": "取消", onclick: () => composer.reset() }, "✕"));
  }
}

function grow() {
  $("text").style.height = "auto";
  $("text").style.height = `${Math.min($("text").scrollHeight, 160)}px`;
}

function openMenu(prefix) {
  const found = app.world.commands.filter((item) => item.command.startsWith(prefix));
  chosen = 0;
  $("menu").hidden = !found.length;
  $("menu").replaceChildren(...found.map((item, index) =>
    el("li", { role: "option", "aria-selected": String(index === 0), onclick: () => pick(item.command) },
      el("strong", {}, `/${item.command}`), el("span", {}, item.description))));
}

function pick(command) {
  closeMenu();
  $("text").value = "";
  grow();
  app.say(`/${command}`);
  $("text").focus();
}

function steer(event) {
  const items = [...$("menu").children];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    chosen = (chosen + step + items.length) % items.length;
    items.forEach((item, index) => item.setAttribute("aria-selected", String(index === chosen)));
    items[chosen].scrollIntoView({ block: "nearest" });
  } else if (event.key === "Enter" && !event.shiftKey) {
    items[chosen].click();
  } else {
    return false;
  }
  event.preventDefault();
  return true;
}

async function submit() {
  const text = $("text").value;
  if (!text.trim()) return;
  const target = { user_id: app.view.me, chat_id: app.view.chat };
  const sent = editing
    ? await app.attempt(() => post("edit", { ...target, message_id: editing.message_id, text }))
    : await app.say(text, replying ? { reply_to: replying.message_id } : {});
  if (sent) composer.reset();
}

async function attach(files) {
  if (!files.length) return;
  const pictures = [...files].every((file) => /^image\/(png|jpeg|gif|webp)$/.test(file.type));
  const form = new FormData();
  form.append("user_id", app.view.me);
  form.append("chat_id", app.view.chat);
  form.append("as", pictures ? "photo" : "document");
  form.append("caption", $("text").value);
  if (replying) form.append("reply_to", replying.message_id);
  [...files].forEach((file, index) => form.append(`file${index}`, file, file.name));
  if (await app.attempt(() => post("upload", form))) composer.reset();
}

export const composer = {
  reset() {
    replying = editing = null;
    $("text").value = "";
    $("file").value = "";
    context("", null);
    closeMenu();
    grow();
  },
  reply(message) {
    editing = null;
    replying = message;
    context("回复 ", message);
    $("text").focus();
  },
  edit(message) {
    replying = null;
    editing = message;
    $("text").value = message.text || message.caption;
    context("编辑 ", message);
    grow();
    $("text").focus();
  },
  wire(parts) {
    app = parts;
    $("compose").addEventListener("submit", (event) => { event.preventDefault(); submit(); });
    $("text").addEventListener("input", () => {
      grow();
      const typed = /^\/([a-z0-9_]*)$/.exec($("text").value);
      if (typed) openMenu(typed[1]); else closeMenu();
    });
    $("text").addEventListener("keydown", (event) => {
      if (event.isComposing || (!$("menu").hidden && steer(event))) return;
      if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); submit(); }
    });
    $("text").addEventListener("paste", (event) => {
      if (event.clipboardData.files.length) { event.preventDefault(); attach(event.clipboardData.files); }
    });
    $("commands").onclick = () => { if ($("menu").hidden) openMenu(""); else closeMenu(); $("text").focus(); };
    $("attach").onclick = () => $("file").click();
    $("file").onchange = () => attach($("file").files);
  },
};
