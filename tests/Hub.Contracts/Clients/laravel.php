<?php
// What of Laravel the published programs use, so that they run as they are.
class Http
{
    private function __construct(private string $token) {}

    public static function withToken(string $token): self
    {
        return new self($token);
    }

    public function post(string $url, array $fields): object
    {
        $text = file_get_contents($url, false, stream_context_create(['http' => [
            'method' => 'POST',
            'header' => "Authorization: Bearer {$this->token}\r\nContent-Type: application/json\r\nAccept: application/json",
            'content' => json_encode($fields),
        ]]));
        return new class($text) {
            public function __construct(private string $text) {}

            public function json(string $key): mixed
            {
                return json_decode($this->text, true)[$key];
            }
        };
    }
}

class Request
{
    public function __construct(private array $headers, private string $content) {}

    public function header(string $name): ?string
    {
        return $this->headers[strtolower($name)] ?? null;
    }

    public function getContent(): string
    {
        return $this->content;
    }

    public function input(string $key): mixed
    {
        return json_decode($this->content, true)[$key];
    }
}

class Route
{
    public static Closure $handler;

    public static function post(string $path, Closure $handler): object
    {
        self::$handler = $handler;
        return new class {
            public function withoutMiddleware(array $middleware): void {}
        };
    }
}

class VerifyCsrfToken {}

function config(string $key): string
{
    return getenv('WEBHOOK_SECRET');
}

function response(): object
{
    return new class {
        public function json(array $body, int $status = 200): int
        {
            return $status;
        }
    };
}

function handleNewTicket(array $ticket): void {}

function handleResolvedTicket(array $ticket): void {}

