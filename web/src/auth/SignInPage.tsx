import "../styles/further";
import { Alert, Anchor, Button, Center, Divider, Paper, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { Link, Navigate, useLocation, useNavigate } from "react-router";
import { useIdentityStatus, useServices } from "../services";
import { useTitle } from "../shell/useTitle";
import { text } from "../text/en";
import { CognitoError } from "./cognito";

type Step = "sign_in" | "sign_up" | "confirm";

const words = text.signIn;

export function SignInPage() {
  useTitle(words.signIn);
  const { identity } = useServices();
  const status = useIdentityStatus();
  const navigate = useNavigate();
  const back = (useLocation().state as { from?: string } | null)?.from ?? "/";
  const [step, setStep] = useState<Step>("sign_in");
  const [form, setForm] = useState({ email: "", password: "", name: "", code: "" });
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  if (status === "signed_in") return <Navigate to={back} replace />;

  const field = (name: keyof typeof form) => ({
    name,
    value: form[name],
    onChange: (event: { currentTarget: HTMLInputElement }) => setForm({ ...form, [name]: event.currentTarget.value }),
    required: true,
  });

  async function advance(): Promise<void> {
    const { cognito } = identity;
    if (step === "sign_up" && (await cognito?.signUp(form.email, form.password, form.name))) return setStep("confirm");
    if (step === "confirm") await cognito?.confirm(form.email, form.code);
    await identity.signIn(form.email, form.password);
    await navigate(back);
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    try {
      await advance();
    } catch (error) {
      const code = error instanceof CognitoError ? error.code : "other";
      if (code === "UserNotConfirmedException") setStep("confirm");
      setFailure(words.failed[code] ?? words.failed.other);
    } finally {
      setBusy(false);
    }
  }

  const go = (next: Step) => () => {
    setFailure(null);
    setStep(next);
  };
  return (
    <Center mih="70vh">
      <Paper withBorder p="xl" w="100%" maw={420} shadow="sm">
        <Stack>
          <div>
            <Title order={1} size="h3">
              {words.title}
            </Title>
            <Text c="dimmed" size="sm">
              {words.subtitle}
            </Text>
          </div>
          {identity.cognito && (
            <form onSubmit={(event) => void submit(event)}>
              <Stack gap="sm">
                {failure && (
                  <Alert color="red" role="alert">
                    {failure}
                  </Alert>
                )}
                {step === "confirm" ? (
                  <TextInput label={words.code} description={words.codeSent(form.email)} inputMode="numeric" autoComplete="one-time-code" {...field("code")} />
                ) : (
                  <>
                    {step === "sign_up" && <TextInput label={words.name} autoComplete="name" {...field("name")} />}
                    <TextInput label={words.email} type="email" autoComplete="email" {...field("email")} />
                    <PasswordInput
                      label={words.password}
                      autoComplete={step === "sign_up" ? "new-password" : "current-password"}
                      {...(step === "sign_up" ? { description: words.passwordHint } : {})}
                      {...field("password")}
                    />
                  </>
                )}
                <Button type="submit" loading={isBusy}>
                  {{ sign_in: words.signIn, sign_up: words.signUp, confirm: words.confirm }[step]}
                </Button>
                <Anchor component="button" type="button" size="sm" onClick={go(step === "sign_in" ? "sign_up" : "sign_in")}>
                  {step === "sign_in" ? words.toSignUp : words.toSignIn}
                </Anchor>
              </Stack>
            </form>
          )}
          <Divider />
          <Button component={Link} to="/live" variant="default">
            {words.anonymous}
          </Button>
          <Text c="dimmed" size="xs">
            {words.anonymousHint}
          </Text>
        </Stack>
      </Paper>
    </Center>
  );
}
