// Keys (passkeys, security keys): a form with data-passkey asks the device when its button is pressed, puts the
// answer into its field "credential" and goes. What the device is asked stands in the form as JSON, or is fetched
// from data-ask. Without a script, or without a device that has keys, the other ways to sign in stay.
const device = window.webauthnJSON;

async function question(form) {
  const written = form.querySelector("script[type='application/json']");
  if (written) return JSON.parse(written.textContent);
  const answer = await fetch(form.dataset.ask, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${form.dataset.ask} answered ${answer.status}`);
  return answer.json();
}

function alone(options, form) {
  // A key that is to open the account by itself must be found without a name, and must know its owner.
  const without = form.elements.passwordless?.checked ?? false;
  const choice = options.publicKey.authenticatorSelection;
  choice.residentKey = without ? "required" : "discouraged";
  choice.requireResidentKey = without;
  if (without) choice.userVerification = "required";
  return options;
}

async function askDevice(form) {
  const asked = await question(form);
  if (form.dataset.passkey === "create") return device.create(alone(asked.creation_options, form));
  return device.get(asked.request_options);
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!device?.supported()) continue;
  form.hidden = false;
  const complaint = form.querySelector("[data-complaint]");
  form.querySelector("button[type='button']").addEventListener("click", async () => {
    complaint.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(await askDevice(form));
      form.submit();
    } catch {
      complaint.hidden = false;
    }
  });
}
