// Telegram's test server at a port. Unlike Telegram, it does not send a webhook's secret: that is added here.
const axios = require('axios');
const TelegramServer = require('telegram-test-api');

const server = new TelegramServer({ host: '127.0.0.1', port: Number(process.argv[2]), storeTimeout: 3600 });
axios.interceptors.request.use((config) => {
  const webhook = Object.values(server.webhooks).find((row) => row.url === config.url);
  if (webhook?.secret_token) config.headers['X-Telegram-Bot-Api-Secret-Token'] = webhook.secret_token;
  return config;
});
process.on('unhandledRejection', () => {}); // a webhook that refused; Telegram would go on too
server.start().then(() => console.log('ready'));
