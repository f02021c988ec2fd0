// One message as a bubble: its text with entities, picture or file, quoted message, buttons.

import { $, avatar, colour, el } from "./dom.js";

const TAGS = {
  bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};

export const nameOf = (user) => user.first_name + (user.last_name ? ` ${user.last_name}` : "");

export function rich(text, entities = [], onCommand) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const fill = (begin, end, rest) => {
    const nodes = [];
    let at = begin;
    while (rest.length) {
      const entity = rest.shift();
      const stop = Math.min(entity.offset + entity.length, end);
      if (entity.offset < at) continue;
      if (entity.offset > at) nodes.push(text.slice(at, entity.offset));
      const inner = [];
      while (rest.length && rest[0].offset < stop) inner.push(rest.shift());
      nodes.push(wrap(entity, text.slice(entity.offset, stop), fill(entity.offset, stop, inner), onCommand));
      at = stop;
    }
    if (at < end) nodes.push(text.slice(at, end));
    return nodes;
  };
  return fill(0, text.length, sorted);
}

function wrap(entity, word, children, onCommand) {
  switch (entity.type) {
    case "text_link": return link(entity.url, children);
    case "url": return link(/^https?:/i.test(word) ? word : `http://${word}`, children);
    case "email": return link(`mailto:${word}`, children);
    case "bot_command":
      return el("button", { type: "button", class: "link", onclick: () => onCommand(word) }, ...children);
    case "spoiler": {
      const open = (event) => { event.currentTarget.classList.add("open"); };
      return el("span", { class: "spoiler", tabIndex: 0, role: "button", "aria-label": "遮住的文字，按下显示",
        onclick: open, onkeydown: (event) => event.key === "Enter" && open(event) }, ...children);
    }
    case "mention": case "hashtag": return el("span", { class: "link" }, ...children);
    default: return el(TAGS[entity.type] || "span", {}, ...children);
  }
}

function link(url, children) {
  if (!/^(https?|mailto|tg|tel):/i.test(url)) return el("span", {}, ...children);
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

const size = (bytes) => bytes < 1024 ? `${bytes} B`
  : bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;

export function summary(message) {
  if (!message) return "";
  if (message.text || message.caption) return message.text || message.caption;
  if (message.photo) return "[图片]";
  if (message.document) return `[文件] ${message.document.file_name}`;
  if (message.sticker) return message.sticker.emoji;
  if (message.voice) return "[语音]";
  if (message.location) return "[位置]";
  if (message.contact) return "[名片]";
  return service(message);
}

export function service(message) {
  const names = (users) => users.map(nameOf).join("、");
  if (message.new_chat_members) return `${names(message.new_chat_members)} 加入了群`;
  if (message.left_chat_member) return `${nameOf(message.left_chat_member)} 离开了群`;
  if (message.pinned_message) return `${nameOf(message.from)} 置顶了一条消息`;
  if (message.migrate_to_chat_id) return "本群已升级为超级群";
  if (message.migrate_from_chat_id) return "本群由普通群升级而来";
  return "";
}

function media(message) {
  if (message.photo) {
    const { file_id: id, width, height } = message.photo.at(-1);
    const src = `/sandbox/file/${id}`;
    const img = el("img", { src, width, height, alt: message.caption || "图片" });
    img.style.aspectRatio = `${width} / ${height}`;
    const open = () => { $("picture").querySelector("img").src = src; $("picture").showModal(); };
    return el("button", { type: "button", class: "photo", "aria-label": "放大图片", onclick: open }, img);
  }
  const file = message.document;
  if (file) {
    return el("a", { class: "file", href: `/sandbox/file/${file.file_id}`, download: file.file_name },
      el("span", { class: "fileicon", "aria-hidden": "true" }, "⤓"),
      el("span", {}, el("strong", {}, file.file_name), el("small", {}, size(file.file_size))));
  }
  if (message.sticker) return el("div", { class: "sticker" }, message.sticker.emoji);
  if (message.voice) return el("div", {}, `🎤 语音 ${message.voice.duration} 秒`);
  if (message.location) return el("div", {}, `📍 ${message.location.latitude}, ${message.location.longitude}`);
  if (message.contact) return el("div", {}, `👤 ${message.contact.first_name} ${message.contact.phone_number}`);
  return null;
}

export function bubble(message, { me, group, time, act }) {
  const notice = service(message);
  if (notice) return el("div", { class: "notice", "data-id": message.message_id }, el("span", {}, notice));
  const mine = message.from.id === me;
  const from = message.sender_chat ? message.sender_chat.title : nameOf(message.from);
  const quoted = message.reply_to_message;
  const origin = message.forward_origin;
  const text = message.text || message.caption || "";
  const body = el("div", { class: "bubble", tabIndex: 0, "aria-label": `${mine ? "我" : from}，${time}` },
    group && !mine ? label(message.from.id, from) : null,
    origin ? el("div", { class: "origin" }, `转发自 ${nameOf(origin.sender_user || { first_name: "" })}`) : null,
    quoted ? el("button", { type: "button", class: "quote", onclick: () => act.jump(quoted.message_id) },
      el("strong", {}, nameOf(quoted.from)), el("span", {}, summary(quoted))) : null,
    media(message),
    text ? el("div", { class: "words" }, ...rich(text, message.entities || message.caption_entities, act.command)) : null,
    el("div", { class: "meta" }, ...message.reactions.map((emoji) => el("span", { class: "reaction" }, emoji)),
      message.edit_date ? "已编辑 " : "", time));
  body.addEventListener("contextmenu", (event) => {
    event.preventDefault(); act.menu(message, event.clientX, event.clientY);
  });
  body.addEventListener("keydown", (event) => {
    if (event.target === body && (event.key === "Enter" || event.key === "ContextMenu")) {
      const box = body.getBoundingClientRect();
      event.preventDefault(); act.menu(message, box.left + 20, box.top + 20);
    }
  });
  longPress(body, (x, y) => act.menu(message, x, y));
  return el("article", { class: mine ? "message mine" : "message", "data-id": message.message_id },
    group && !mine ? avatar(message.from.id, from) : null,
    el("div", { class: "stack" }, body, buttons(message, act)));
}

function label(id, name) {
  const node = el("div", { class: "sender" }, name);
  node.style.color = colour(id);
  return node;
}

function buttons(message, act) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows) return null;
  return el("div", { class: "keyboard" }, ...rows.map((row) => el("div", {}, ...row.map((button) =>
    el("button", { type: "button", onclick: (event) => act.press(message, button, event.currentTarget) },
      button.text + (button.url ? " ↗" : ""))))));
}

function longPress(node, run) {
  let timer = 0;
  const stop = () => clearTimeout(timer);
  node.addEventListener("touchstart", (event) => {
    const { clientX, clientY } = event.touches[0];
    stop(); timer = setTimeout(() => run(clientX, clientY), 550);
  }, { passive: true });
  for (const name of ["touchend", "touchmove", "touchcancel"]) node.addEventListener(name, stop, { passive: true });
}
